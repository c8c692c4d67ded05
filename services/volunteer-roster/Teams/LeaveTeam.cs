using Mediation.Contracts;
using Mediation.Roster.Persons;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Teams;

internal sealed record LeaveTeam(DateOnly? On = null)
{
    internal static readonly Refusal NoMember = new("team.noMember", "该人员不在队中", "The person is not in the team");

    internal static Decision Decide(Person state, Guid teamId, LeaveTeam command, DateTimeOffset now)
    {
        var day = command.On ?? ChinaTime.DayOf(now);
        return state.Memberships.FirstOrDefault(m => m.TeamId == teamId && m.To is null) is not { } membership ? NoMember
            : day < membership.From ? LeaveRole.BeforeStart
            : Decision.Of(new TeamLeft(teamId, day, now));
    }

    internal static Task<IResult> HandleAsync(HttpContext http, Guid id, Guid personId, LeaveTeam body, CommandShell shell) =>
        shell.AppendAsync<Person, LeaveTeam>(
            http, personId, body, (state, command, now) => Decide(state, id, command, now),
            state => Reply.Ok(new MembershipAnswer(id, personId, state.Version)));
}
