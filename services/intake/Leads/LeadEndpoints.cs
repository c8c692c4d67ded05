using Mediation.Intake.Disputes;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Leads;

internal static class LeadEndpoints
{
    internal static void MapLeads(this IEndpointRouteBuilder api)
    {
        var leads = api.MapGroup("/api/v1/leads").WithTags("Leads").ProducesProblem(400);
        leads.MapPost("/", ReportLead.HandleAsync).WithName("ReportLead")
            .WithSummary("Report a hint that a dispute may exist, also later from an offline phone").Produces<LeadReport>(201).ProducesProblem(403);
        leads.MapGet("/", ListLeads.HandleAsync).WithName("ListLeads")
            .WithSummary("List leads by area, status and age, oldest first").Produces<ListPage<LeadListed>>();
        leads.MapGet("/{id}", GetLead.HandleAsync).WithName("GetLead")
            .WithSummary("Read a lead").Produces<LeadRead>().Produces(304).ProducesProblem(404);
        leads.MapPost("/{id}/dispute", RegisterFromLead.HandleAsync).WithName("RegisterFromLead")
            .WithSummary("Register a dispute from it; what the body leaves out is the lead's").Produces<DisputeRegistration>(201).ProducesProblem(404).ProducesProblem(409);
        leads.MapPost("/{id}/link", LinkLead.HandleAsync).WithName("LinkLead")
            .WithSummary("Link it to a dispute on file").Produces<LeadClosed>().WithChangeProblems();
        leads.MapPost("/{id}/settlement", SettleLead.HandleAsync).WithName("SettleLead")
            .WithSummary("Settled on the spot: counts as handled").Produces<LeadClosed>().WithChangeProblems();
        leads.MapPost("/{id}/diversion", DivertLead.HandleAsync).WithName("DivertLead")
            .WithSummary("Sent elsewhere").Produces<LeadClosed>().WithChangeProblems();
        leads.MapPost("/{id}/dismissal", DismissLead.HandleAsync).WithName("DismissLead")
            .WithSummary("Nothing came of it: a reason with a code").Produces<LeadClosed>().WithChangeProblems();
    }
}
