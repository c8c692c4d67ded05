using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Cases;

/// <summary>Who answers a proposal: the mediator in person, whom the body may name but not replace.</summary>
internal static class Assignee
{
    /// <returns>Null when the caller is someone else.</returns>
    internal static Guid? Of(HttpContext http, Guid? named) =>
        Caller.Of(http).PersonId is { } person && (named ?? person) == person ? person : null;
}
