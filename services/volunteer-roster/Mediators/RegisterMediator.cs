using System.Text.RegularExpressions;
using Mediation.Contracts;
using Mediation.Roster.Committees;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Mediators;

internal sealed partial record RegisterMediator(
    Guid? CommitteeId = null,
    string Name = "",
    Capacity? Capacity = null,
    string? AreaCode = null,
    IReadOnlyList<string?>? TypeCodes = null,
    int? MaxLoad = null,
    string? Phone = null)
{
    private const int UsualLoad = 50;
    private const int MostLoad = 1000;
    private const int MostTypes = 100;

    internal const string NameField = "name";
    internal const string PhoneField = "phone";

    internal static FieldCheck Check(RegisterMediator command) => new FieldCheck()
        .That(command.CommitteeId.GetValueOrDefault() != Guid.Empty, "committeeId", "required", "必填", "Required")
        .Text("name", command.Name, 100)
        .That(command.Capacity is not null, "capacity", "required", "必填", "Required")
        .Range("maxLoad", command.MaxLoad, 1, MostLoad)
        .That(command.TypeCodes is null or { Count: <= MostTypes }, "typeCodes", "tooMany", $"不得超过{MostTypes}项", $"At most {MostTypes}")
        .That(command.TypeCodes?.All(code => code is not null && TypeCode().IsMatch(code)) != false, "typeCodes", "malformed", "类型代码为2或4位数字", "2 or 4 digits each")
        .That(command.Phone is null || PhoneNumber().IsMatch(command.Phone), "phone", "malformed", "号码格式有误", "Not a phone number");

    /// <param name="id">The mediator.</param>
    /// <param name="committee">Whose area is the mediator's unless said otherwise.</param>
    /// <param name="area">The mediator's own area.</param>
    /// <param name="command">Checked.</param>
    /// <param name="now">Appointment.</param>
    internal static Decision Decide(Guid id, Committee committee, AreaCode? area, RegisterMediator command, DateTimeOffset now)
    {
        var types = (command.TypeCodes ?? []).Select(code => code!).Distinct().Order(StringComparer.Ordinal);
        return Decision
            .Of(new MediatorAppointed(
                command.CommitteeId.GetValueOrDefault(), command.Capacity.GetValueOrDefault(), area?.Value ?? committee.AreaCode, [.. types],
                command.MaxLoad ?? UsualLoad, now))
            .Sealing(id, NameField, command.Name)
            .Sealing(id, PhoneField, command.Phone);
    }

    internal static async Task<IResult> HandleAsync(
        HttpContext http, RegisterMediator body, CommandShell shell, CodeLists codes, TimeProvider clock)
    {
        var check = Check(body);
        var today = ChinaTime.DayOf(clock.GetUtcNow());
        var area = body.AreaCode is null ? null : await KnownAreas.FindAsync(codes, body.AreaCode, today, http.RequestAborted);
        check.That(body.AreaCode is null || area is not null, "areaCode", "unknown", "区划代码未知", "Unknown area");
        if (check.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var id = shell.NewId();
        return await shell.OverTwoAsync<Mediator, Committee, RegisterMediator>(
            http, id, _ => body.CommitteeId.GetValueOrDefault(), body,
            (_, committee, command, now) => Decide(id, committee, area, command, now),
            state => Reply.Created($"/api/v1/mediators/{id}", new MediatorRegistration(id, state.Version)), CommandKind.Create);
    }

    [GeneratedRegex("^[0-9]{2}(?:[0-9]{2})?\\z")]
    private static partial Regex TypeCode();

    [GeneratedRegex("^\\+?[0-9][0-9 ()-]{4,24}\\z")]
    private static partial Regex PhoneNumber();
}

internal sealed record MediatorRegistration(Guid Id, long Version);
