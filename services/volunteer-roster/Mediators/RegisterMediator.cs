using Mediation.Contracts;
using Mediation.Roster.Committees;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;
using Mediation.Roster.Persons;

namespace Mediation.Roster.Mediators;

internal sealed record RegisterMediator(
    Guid? CommitteeId = null,
    string Name = "",
    Capacity? Capacity = null,
    string? AreaCode = null,
    IReadOnlyList<string?>? TypeCodes = null,
    int? MaxLoad = null,
    string? Phone = null,
    Sex? Sex = null,
    bool? FullTime = null,
    Schooling? Schooling = null)
{
    internal const int UsualLoad = 50;
    internal const int MostLoad = 1000;

    internal const string NameField = "name";
    internal const string PhoneField = "phone";

    internal static FieldCheck Check(RegisterMediator command) => new FieldCheck()
        .That(command.CommitteeId.GetValueOrDefault() != Guid.Empty, "committeeId", "required", "必填", "Required")
        .Text("name", command.Name, 100)
        .That(command.Capacity is not null, "capacity", "required", "必填", "Required")
        .Range("maxLoad", command.MaxLoad, 1, MostLoad)
        .That(
            command.TypeCodes is null or { Count: <= PersonFields.MostTypes },
            "typeCodes", "tooMany", $"不得超过{PersonFields.MostTypes}项", $"At most {PersonFields.MostTypes}")
        .That(PersonFields.AreTypes(command.TypeCodes), "typeCodes", "malformed", "类型代码为2或4位数字", "2 or 4 digits each")
        .That(command.Phone is null || PersonFields.IsPhone(command.Phone), "phone", "malformed", "号码格式有误", "Not a phone number");

    /// <param name="id">The mediator.</param>
    /// <param name="committee">Whose area is the mediator's unless said otherwise.</param>
    /// <param name="area">The mediator's own area.</param>
    /// <param name="command">Checked.</param>
    /// <param name="now">Appointment.</param>
    internal static Decision Decide(Guid id, Committee committee, AreaCode? area, RegisterMediator command, DateTimeOffset now)
    {
        return Decision
            .Of(new MediatorAppointed(
                command.CommitteeId.GetValueOrDefault(), command.Capacity.GetValueOrDefault(), area?.Value ?? committee.AreaCode, PersonFields.Sorted(command.TypeCodes),
                command.MaxLoad ?? UsualLoad, now, command.Sex, command.FullTime, command.Schooling))
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
        return await shell.OverTwoAsync<Person, Committee, RegisterMediator>(
            http, id, _ => body.CommitteeId.GetValueOrDefault(), body,
            (_, committee, command, now) => Decide(id, committee, area, command, now),
            state => Reply.Created($"/api/v1/mediators/{id}", new MediatorRegistration(id, state.Version)), CommandKind.Create);
    }
}

internal sealed record MediatorRegistration(Guid Id, long Version);
