using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Roster.Coverage;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Persons;

/// <summary>A person takes on a role, of a committee or courtyard, or of an area.</summary>
internal sealed record TakeRole(PersonRole? Role = null, Guid? UnitId = null, string? AreaCode = null, DateOnly? From = null, DateOnly? To = null)
{
    internal static readonly Refusal HeldAlready = new("role.held", "该人员在此期间已担任该角色", "The person holds this role in these days already");
    internal static readonly Refusal UnitMissing = new("role.unitMissing", "该角色须指明单位或院落", "This role is one of a committee or courtyard");

    internal static FieldCheck Check(TakeRole command) => new FieldCheck()
        .That(command.Role is not null, "role", "required", "必填", "Required")
        .That(command.From is not null, "from", "required", "必填", "Required")
        .That(command.To is null || command.To >= command.From, "to", "outOfRange", "不得早于起始日", "Before the first day");

    /// <param name="state">The person.</param>
    /// <param name="command">Checked.</param>
    /// <param name="place">Where the role is.</param>
    /// <param name="id">The person's.</param>
    /// <param name="roleId">Of the role.</param>
    /// <param name="now">When it is recorded.</param>
    internal static Decision Decide(Person state, TakeRole command, RolePlace place, Guid id, Guid roleId, DateTimeOffset now)
    {
        var (role, from) = (command.Role.GetValueOrDefault(), command.From.GetValueOrDefault());
        var area = place.AreaCode ?? state.AreaCode;
        if (role is (PersonRole.CommitteeHead or PersonRole.CommitteeMember or PersonRole.CourtyardHead) && command.UnitId is null)
        {
            return UnitMissing;
        }

        if (state.Roles.Any(r => r.Role == role && r.UnitId == command.UnitId && r.AreaCode == area && r.MeetsDays(from, command.To)))
        {
            return HeldAlready;
        }

        var taken = Decision.Of(new RoleTaken(roleId, role, command.UnitId, area, from, command.To, now));
        return place.DutyOf is null ? taken : taken.AndSecond(new DutyTaken(roleId, id, from, command.To, now));
    }

    internal static async Task<IResult> HandleAsync(
        HttpContext http, Guid id, TakeRole body, CommandShell shell, StoreReader store, CodeLists codes, TimeProvider clock)
    {
        var check = Check(body);
        var place = check.Refusal is null ? await RolePlace.OfAsync(store, codes, body, check, ChinaTime.DayOf(clock.GetUtcNow()), http.RequestAborted) : null;
        if (place is null || check.Refusal is not null)
        {
            return Problem.From(http, check.Refusal!);
        }

        var roleId = shell.NewId();
        var reply = (Person state) => new Reply(StatusCodes.Status201Created, new RoleAnswer(roleId, state.Version));
        return place.DutyOf is { } unit
            ? await shell.OverTwoAsync<Person, CoveredUnit, TakeRole>(
                http, id, _ => unit, body, (state, _, command, now) => Decide(state, command, place, id, roleId, now), reply, CommandKind.Append)
            : await shell.AppendAsync<Person, TakeRole>(http, id, body, (state, command, now) => Decide(state, command, place, id, roleId, now), reply);
    }
}

internal sealed record RoleAnswer(Guid Id, long Version);
