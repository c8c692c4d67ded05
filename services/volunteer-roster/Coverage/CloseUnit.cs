using Mediation.ServiceDefaults;

namespace Mediation.Roster.Coverage;

/// <summary>The village was merged, the courtyard pulled down: nothing is missing there any more.</summary>
internal static class CloseUnit
{
    internal static Decision Decide(CoveredUnit state, DateTimeOffset now) => state.Closed ? Decision.AlreadySo : Decision.Of(new UnitClosed(now));

    internal static Task<IResult> HandleAsync(HttpContext http, Guid id, CommandShell shell) =>
        shell.ChangeAsync<CoveredUnit, Guid>(http, id, id, (state, _, now) => Decide(state, now), state => Reply.Ok(UnitAnswer.Of(id, state)));
}
