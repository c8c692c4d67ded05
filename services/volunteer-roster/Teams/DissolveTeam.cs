using Mediation.ServiceDefaults;

namespace Mediation.Roster.Teams;

internal sealed record DissolveTeam(DateOnly? On = null)
{
    internal static Decision Decide(Team state, DissolveTeam command, DateTimeOffset now) =>
        state.ActiveTo is not null ? Decision.AlreadySo : Decision.Of(new TeamDissolved(command.On.GetValueOrDefault(), now));

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, DissolveTeam body, CommandShell shell) =>
        new FieldCheck().That(body.On is not null, "on", "required", "必填", "Required").Refusal is { } bad
            ? Problem.From(http, bad)
            : await shell.ChangeAsync<Team, DissolveTeam>(http, id, body, Decide, state => Reply.Ok(new TeamAnswer(id, state.Version)));
}
