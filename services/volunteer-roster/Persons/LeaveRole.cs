using Mediation.EventStore;
using Mediation.Roster.Coverage;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Persons;

internal sealed record LeaveRole(DateOnly? On = null)
{
    internal static readonly Refusal BeforeStart = new("role.endsBeforeStart", "不得早于起始日", "Before the first day");

    internal static Decision Decide(Person state, Guid roleId, LeaveRole command, DateTimeOffset now)
    {
        if (state.Roles.FirstOrDefault(r => r.Id == roleId) is not { } role)
        {
            return Refusal.Unknown("role");
        }

        var day = command.On.GetValueOrDefault();
        return role.To == day ? Decision.AlreadySo
            : day < role.From ? BeforeStart
            : DutyOf(role) is null ? Decision.Of(new RoleLeft(roleId, day, now))
            : Decision.Of(new RoleLeft(roleId, day, now)).AndSecond(new DutyLeft(roleId, day, now));
    }

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, Guid roleId, LeaveRole body, CommandShell shell, StoreReader store)
    {
        if (new FieldCheck().That(body.On is not null, "on", "required", "必填", "Required").Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        // What a role is does not change.
        var person = await store.FetchForWritingAsync<Person>(id, http.RequestAborted);
        var reply = (Person state) => Reply.Ok(new RoleAnswer(roleId, state.Version));
        return person.State.Roles.FirstOrDefault(r => r.Id == roleId) is { } role && DutyOf(role) is { } unit
            ? await shell.OverTwoAsync<Person, CoveredUnit, LeaveRole>(
                http, id, _ => unit, body, (state, _, command, now) => Decide(state, roleId, command, now), reply, CommandKind.Change)
            : await shell.ChangeAsync<Person, LeaveRole>(http, id, body, (state, command, now) => Decide(state, roleId, command, now), reply);
    }

    private static Guid? DutyOf(RoleHeld role) => Duties.UnitOf(role.Role, role.UnitId, role.AreaCode);
}
