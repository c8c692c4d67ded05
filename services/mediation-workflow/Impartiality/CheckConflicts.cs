using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Impartiality;

/// <summary>Compares the panel's names anew: after a substitution, a relative declared since, or when intake was away at the call.</summary>
internal sealed record CheckConflicts()
{
    internal static Decision Decide(Session state, ConflictsChecked found)
    {
        if (state.Over is { } over)
        {
            return over;
        }

        // What is in doubt already, or was overruled, is not found a second time.
        var known = state.Conflicts.Select(c => (c.ParticipantId, c.Kind, c.PartyId)).ToHashSet();
        IReadOnlyList<Conflict> fresh = [.. found.Found.Where(f => !known.Contains((f.ParticipantId, f.Kind, f.PartyId)))];
        return fresh.Count == 0 && state.Wanted.All(p => p.CheckedAgainst == found.Relatives)
            ? Decision.AlreadySo
            : Decision.Of(found with { Found = fresh });
    }

    internal static async Task<IResult> PostAsync(
        HttpContext http, Guid id, CheckConflicts body, CommandShell shell, StoreReader store, Vault vault, ConflictCheck check,
        TimeProvider clock)
    {
        var session = await store.FetchForWritingAsync<Session>(id, http.RequestAborted);
        if (!session.Exists)
        {
            return Problem.From(http, Refusal.Unknown("session"));
        }

        var texts = await vault.OpenAsync(store, session.State.CaseId, http.RequestAborted);
        IReadOnlyList<ConflictCheck.Sitting> people =
            [.. session.State.Wanted.Select(p => new ConflictCheck.Sitting(p.Id, texts[p.Id, "name"], p.PartyId))];
        return await check.FindAsync(session.State.CaseId, people, clock.GetUtcNow(), http.RequestAborted) is not { } found
            ? Problem.From(http, SessionRefusals.NamesUnavailable)
            : await shell.AppendAsync<Session, CheckConflicts>(
                http, id, body, (state, _, _) => Decide(state, found), state => Reply.Ok(new { sessionId = id, conflicts = state.Conflicts }));
    }
}
