using Mediation.ServiceDefaults;

namespace Mediation.Roster.Committees;

/// <summary>An emergency opens all posts of a committee: limits and absences count no more, until it is switched back.</summary>
internal sealed record SwitchSurge(bool? On = null)
{
    internal static Decision Decide(Committee state, SwitchSurge command, DateTimeOffset now) =>
        state.Surge == command.On ? Decision.AlreadySo
        : command.On == true ? Decision.Of(new SurgeBegan(now))
        : Decision.Of(new SurgeEnded(now));

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, SwitchSurge body, CommandShell shell) =>
        new FieldCheck().That(body.On is not null, "on", "required", "必填", "Required").Refusal is { } bad
            ? Problem.From(http, bad)
            : await shell.ChangeAsync<Committee, SwitchSurge>(
                http, id, body, Decide, state => Reply.Ok(new SurgeAnswer(id, state.Version, state.Surge)));
}

internal sealed record SurgeAnswer(Guid Id, long Version, bool Surge);
