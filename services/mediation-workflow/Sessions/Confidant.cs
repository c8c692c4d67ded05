using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Sessions;

/// <summary>Who reads a session, and what that person is let into.</summary>
/// <param name="Actor">The reader, as authors of notes are recorded.</param>
/// <param name="Presides">The case's mediator.</param>
/// <param name="Heads">Head of the case's committee.</param>
/// <param name="PresidesSince">When the current round began, or an earlier mediator of it went: caucuses before were held with another mediator.</param>
/// <param name="Works">Whether the reader works on the case, or on a session that two units share, and is shown names and free text.</param>
internal sealed record Confidant(string Actor, bool Presides, DateTimeOffset PresidesSince, bool Heads, bool Works)
{
    /// <summary>The vault's field of caucus notes.</summary>
    internal const string SealedNote = "sealedNote";

    // A name is masked by its first character; laws and offices are nobody's, and what a side released is everyone's.
    private static readonly string[] _open = ["name", "unit", "provisions", ReleaseSentence.Field];

    internal static Confidant Of(Caller caller, Case file, IReadOnlyList<CoUnit>? coUnits = null)
    {
        var ofTheUnit = caller.Units.Contains(file.CommitteeId);
        return new(
            caller.Actor,
            file.MediatorId is { } mediator && caller.PersonId == mediator,
            Later(file.Round > 1 ? file.RoundOpenedAt : null, file.MediatorWentAt) ?? DateTimeOffset.MinValue,
            ofTheUnit && caller.Is(Roles.CommitteeHead),
            (ofTheUnit || (coUnits ?? []).Any(u => caller.Units.Contains(u.CommitteeId)))
                && (caller.Is(Roles.Mediator) || caller.Is(Roles.CommitteeHead)));
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;

    /// <summary>What a side says in caucus is its author's and the presiding mediator's alone (domain: secrecy); not the head's either.</summary>
    internal bool Reads(Segment segment) => (Presides && segment.StartedAt >= PresidesSince) || segment.Mode != Mode.Caucus || (segment.Author is { } author && author == Actor);

    /// <summary>What a side gave up in bargaining (JI 107).</summary>
    internal bool ReadsConcessions => Presides || Heads;

    /// <summary>Texts as this reader may see them: one who only looks on from the area sees that there are some.</summary>
    internal VaultTexts Shown(VaultTexts texts) => Works ? texts : texts.Masked(_open);

    /// <summary>Views and remarks of people who were invited.</summary>
    internal bool ReadsStatements => Presides || Heads;
}
