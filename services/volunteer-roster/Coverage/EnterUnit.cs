using Mediation.Contracts;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Coverage;

internal sealed record EnterUnit(UnitKind? Kind = null, string AreaCode = "", int? Number = null)
{
    private const int VillageDigits = 12;

    internal static FieldCheck Check(EnterUnit command) => new FieldCheck()
        .That(command.Kind is not null, "kind", "required", "必填", "Required")
        .That(
            Contracts.AreaCode.TryParse(command.AreaCode, out var area) && area.Value.Value.Length == VillageDigits,
            "areaCode", "malformed", "应为12位村（社区）代码", "A village's 12 digits")
        .That(command.Kind != UnitKind.Courtyard || command.Number is not null, "number", "required", "必填", "Required")
        .That(command.Kind != UnitKind.Village || command.Number is null, "number", "unexpected", "村不编号", "A village has no number")
        .Range("number", command.Number, 1, 9999);

    internal static Decision Decide(CoveredUnit state, EnterUnit command, DateTimeOffset now) => state is { Version: > 0, Closed: false }
        ? Decision.AlreadySo
        : Decision.Of(new UnitEntered(command.Kind.GetValueOrDefault(), command.AreaCode, command.Number, now));

    internal static async Task<IResult> HandleAsync(HttpContext http, EnterUnit body, CommandShell shell, CodeLists codes, TimeProvider clock)
    {
        if (Check(body).Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        if (Admission.Of(http).RefusalFor(body.AreaCode) is { } outside)
        {
            return Problem.From(http, outside);
        }

        if (await KnownAreas.FindAsync(codes, body.AreaCode, ChinaTime.DayOf(clock.GetUtcNow()), http.RequestAborted) is null)
        {
            return Problem.From(http, new FieldCheck().That(false, "areaCode", "unknown", "区划代码未知", "Unknown area").Refusal!);
        }

        var id = CoveredUnit.IdOf(body.Kind.GetValueOrDefault(), body.AreaCode, body.Number);
        return await shell.EnsureAsync<CoveredUnit, EnterUnit>(http, id, body, Decide, state => new Reply(StatusCodes.Status201Created, UnitAnswer.Of(id, state)));
    }
}

internal sealed record UnitAnswer(Guid Id, long Version, UnitKind Kind, string AreaCode, int? Number, bool Closed)
{
    internal static UnitAnswer Of(Guid id, CoveredUnit state) => new(id, state.Version, state.Kind, state.AreaCode, state.Number, state.Closed);
}
