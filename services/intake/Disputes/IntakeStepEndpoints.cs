using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>Routes of what is done with a dispute before it is accepted.</summary>
internal static class IntakeStepEndpoints
{
    internal static void MapIntakeSteps(this RouteGroupBuilder disputes)
    {
        disputes.MapGet("/{id}/similar", FindSimilar.HandleAsync).WithName("FindSimilar")
            .WithSummary("Disputes that may be the same: parties, place, time; to be linked, never merged").Produces<ListPage<SimilarDispute>>().ProducesProblem(404);
        disputes.MapPost("/{id}/screening", ScreenDispute.HandleAsync).WithName("ScreenDispute")
            .WithSummary("Minors and signs of domestic violence; the answer says whether there is a duty to report").Produces<ScreeningAnswer>().ProducesProblem(404).ProducesProblem(409);
        disputes.MapPost("/{id}/parties/{partyId}/agents", NameAgent.HandleAsync).WithName("NameAgent")
            .WithSummary("An agent with a power of attorney on file").Produces<AgentAnswer>(201).ProducesProblem(404).ProducesProblem(409);
        disputes.MapPost("/{id}/sides/{side}/representatives", NameRepresentatives.HandleAsync).WithName("NameRepresentatives")
            .WithSummary("Who speaks for a numerous side: two to five of its parties").Produces<RepresentativesAnswer>().WithChangeProblems();
        disputes.MapPost("/{id}/diversion", DivertDispute.HandleAsync).WithName("DivertDispute")
            .WithSummary("Send it to whom it belongs, and tell the parties").Produces<DiversionAnswer>().WithChangeProblems();
        disputes.MapPost("/{id}/hand-overs", OfferHandOver.HandleAsync).WithName("OfferHandOver")
            .WithSummary("Offer it to another unit, before acceptance").Produces<HandOverAnswer>().WithChangeProblems();
        disputes.MapPost("/{id}/hand-overs/{handOverId}/signatures", SignHandOver.HandleAsync).WithName("SignHandOver")
            .WithSummary("Sign a hand-over for your unit, or decline it; closed when both have signed").Produces<HandOverAnswer>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }
}
