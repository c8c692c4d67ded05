using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Sessions;

/// <summary>Lets all read one sentence that a side said in caucus, with that side's consent.</summary>
internal sealed record ReleaseSentence(string? Sentence = null, Guid? ConsentPartyId = null, DateTimeOffset? ConsentAt = null)
{
    /// <summary>The vault's field of released sentences.</summary>
    internal const string Field = "releasedSentence";

    private static readonly Refusal Unknown = Refusal.Unknown("note");
    private static readonly Refusal NoConsent = new("release.consentMissing", "须经该方当事人同意", "The side that spoke has not consented");
    private static readonly Refusal NotInNote = new("release.notInNote", "谈话记录中没有这句话", "The note does not say so");
    private static readonly Refusal NotOneSentence = new("release.notOneSentence", "每次只能公开完整的一句话", "One whole sentence at a time");
    private static readonly Refusal Already = new("release.alreadyReleased", "这句话已经公开", "The sentence is released already");

    /// <param name="SegmentId">The caucus.</param>
    /// <param name="ReleaseId">Id of what is released.</param>
    /// <param name="By">Who asks.</param>
    /// <param name="Texts">Of the case.</param>
    internal sealed record Asked(Guid SegmentId, Guid ReleaseId, Caller By, VaultTexts Texts);

    internal static Decision Decide(Session state, Case file, ReleaseSentence command, Asked asked, DateTimeOffset now)
    {
        // For everyone else the note is no more than unknown, whatever the sentence: an answer would tell what it says.
        if (state.Segments.FirstOrDefault(s => s.Id == asked.SegmentId && s.Mode == Mode.Caucus) is not { } segment
            || !Confidant.Of(asked.By, file).Reads(segment) || asked.Texts[segment.Id, Confidant.SealedNote] is not { } note)
        {
            return Unknown;
        }

        var check = new FieldCheck()
            .Text("sentence", command.Sentence, FieldChecks.ShortText)
            .Present("consentPartyId", command.ConsentPartyId)
            .Past("consentAt", command.ConsentAt, now);
        if (check.Refusal is { } bad)
        {
            return bad;
        }

        var sentence = command.Sentence!.Trim();
        return file.Parties.FirstOrDefault(p => p.PartyId == command.ConsentPartyId)?.Side != segment.Side ? NoConsent
            : !note.Contains(sentence, StringComparison.Ordinal) ? NotInNote
            : !Sentences.IsOneOf(note, sentence) ? NotOneSentence
            : state.Releases.Any(r => r.SegmentId == segment.Id && Sentences.Same(asked.Texts[r.Id, Field], sentence)) ? Already
            : Decision.Of(new CaucusSentenceReleased(asked.ReleaseId, segment.Id, command.ConsentPartyId!.Value, command.ConsentAt ?? now, now))
                .Sealing(asked.ReleaseId, Field, sentence);
    }

    internal static async Task<IResult> PostAsync(
        HttpContext http, Guid id, Guid segmentId, ReleaseSentence body, CommandShell shell, StoreReader store, Vault vault)
    {
        var found = await store.FetchForWritingAsync<Session>(id, http.RequestAborted);
        if (!found.Exists)
        {
            return Problem.From(http, Refusal.Unknown("session"));
        }

        var texts = await vault.OpenAsync(store, found.State.CaseId, http.RequestAborted);
        var asked = new Asked(segmentId, shell.NewId(), Caller.Of(http), texts);
        return await shell.OverTwoAsync<Session, Case, ReleaseSentence>(
            http, id, session => session.CaseId, body, (session, file, command, now) => Decide(session, file, command, asked, now),
            _ => Reply.Created($"/api/v1/sessions/{id}", new { id = asked.ReleaseId, sessionId = id, segmentId }), CommandKind.Append);
    }
}
