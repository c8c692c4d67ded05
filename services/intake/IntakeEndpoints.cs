using Mediation.Intake.Disputes;
using Mediation.Intake.Leads;
using Mediation.Intake.Status;
using Mediation.Intake.ZeroReports;
using Mediation.ServiceDefaults;

namespace Mediation.Intake;

/// <summary>Every route of the service.</summary>
internal static class IntakeEndpoints
{
    internal static void MapIntake(this WebApplication app)
    {
        var disputes = app.MapGroup("/api/v1/disputes").WithTags("Disputes").ProducesProblem(400);

        disputes.MapPost("/", RegisterDispute.HandleAsync).WithName("RegisterDispute")
            .WithSummary("Register a dispute; its id is the later case's id").Produces<DisputeRegistration>(201);
        disputes.MapGet("/", ListDisputes.HandleAsync).WithName("ListDisputes")
            .WithSummary("List disputes without personal data").Produces<ListPage<DisputeListed>>();
        disputes.MapGet("/{id}", GetDispute.HandleAsync).WithName("GetDispute")
            .WithSummary("Read a dispute with its parties").Produces<DisputeRead>().Produces(304).ProducesProblem(404);

        disputes.MapPost("/{id}/parties", AddParties.HandleAsync).WithName("AddParties")
            .WithSummary("Add parties before acceptance").Produces<PartiesAnswer>(201).ProducesProblem(404).ProducesProblem(409);
        disputes.MapPost("/{id}/consents", RecordConsent.HandleAsync).WithName("RecordConsent")
            .WithSummary("Record a party's consent; one refusal ends the dispute").Produces<ConsentAnswer>().ProducesProblem(404).ProducesProblem(409);
        disputes.MapPost("/{id}/acceptance", AcceptDispute.HandleAsync).WithName("AcceptDispute")
            .WithSummary("Accept it under the committee's next case number").Produces<AcceptanceAnswer>().WithChangeProblems();
        disputes.MapPost("/{id}/duplicate-link", LinkDuplicate.HandleAsync).WithName("LinkDuplicate")
            .WithSummary("Link it as a duplicate of another").Produces<LinkAnswer>().WithChangeProblems();
        disputes.MapPost("/{id}/refusal", RefuseDispute.HandleAsync).WithName("RefuseDispute")
            .WithSummary("Not admitted: code, reason and where to go instead").Produces<RefusalAnswer>().WithChangeProblems();
        disputes.MapPost("/{id}/unmasking", UnmaskParties.HandleAsync).WithName("UnmaskParties")
            .WithSummary("The parties' data in full, for a reason that is put on record").Produces<PartiesUnmasked>().ProducesProblem(404);
        MapParties(disputes);
        disputes.MapIntakeSteps();
        MapStatus(app);
        app.MapLeads();
        app.MapZeroReports();

        app.MapGet("/api/v1/audit", ListTrails.Handle).WithTags("Audit").WithName("ListTrails")
            .WithSummary("The audit trails of all services").Produces<TrailList>();
        app.MapAuditTrail("intake");
    }

    private static void MapParties(RouteGroupBuilder disputes)
    {
        disputes.MapPost("/search", SearchDisputes.HandleAsync).WithName("SearchDisputes")
            .WithSummary("Find disputes by a party's phone or ID number, exactly").Produces<ListPage<PartyFound>>();
        disputes.MapPost("/{id}/parties/{partyId}/status-code", IssueStatusCode.HandleAsync).WithName("IssueStatusCode")
            .WithSummary("Give a party a code for its status, shown once; it replaces an earlier one").Produces<StatusCodeAnswer>(201).ProducesProblem(404);
        disputes.MapPost("/{id}/anomalies/{anomalyId}/answer", AnswerAnomaly.HandleAsync).WithName("AnswerAnomaly")
            .WithSummary("Answer an anomaly, which stays").Produces<AnswerGiven>(201).ProducesProblem(404);
    }

    private static void MapStatus(WebApplication app)
    {
        var status = app.MapGroup("/api/v1/status").WithTags("Status").ProducesProblem(404).ProducesProblem(429);
        status.MapGet("/{code}", ReadStatus.HandleAsync).WithName("ReadStatus")
            .WithSummary("Where things stand, for a party with a code; no token").Produces<StatusRead>();
        status.MapPost("/{code}/objection", DenyParty.HandleAsync).WithName("DenyParty")
            .WithSummary("\"This was not me\": goes on record and stays there; no token").Produces<DenialAnswer>().ProducesProblem(400);
    }

    internal static void WithChangeProblems(this RouteHandlerBuilder route) =>
        route.ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
}
