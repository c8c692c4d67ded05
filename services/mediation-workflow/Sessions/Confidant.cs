using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Sessions;

/// <summary>Who reads a session, and what that person is let into.</summary>
/// <param name="Actor">The reader, as authors of notes are recorded.</param>
/// <param name="Presides">The case's mediator.</param>
/// <param name="Heads">Head of the case's committee.</param>
internal sealed record Confidant(string Actor, bool Presides, bool Heads)
{
    /// <summary>The vault's field of caucus notes.</summary>
    internal const string SealedNote = "sealedNote";

    internal static Confidant Of(Caller caller, Case file) => new(
        caller.Actor,
        file.MediatorId is { } mediator && caller.PersonId == mediator,
        caller.Is(Roles.CommitteeHead) && caller.Units.Contains(file.CommitteeId));

    /// <summary>What a side says in caucus is its author's and the presiding mediator's alone (domain: secrecy); not the head's either.</summary>
    internal bool Reads(Segment segment) => Presides || segment.Mode != Mode.Caucus || (segment.Author is { } author && author == Actor);

    /// <summary>Views and remarks of people who were invited.</summary>
    internal bool ReadsStatements => Presides || Heads;
}
