using Mediation.Roster.Activities;
using Mediation.Roster.Committees;
using Mediation.Roster.Coverage;
using Mediation.Roster.Mediators;
using Mediation.Roster.Persons;
using Mediation.Roster.Teams;
using Mediation.ServiceDefaults;

namespace Mediation.Roster;

/// <summary>Every route of the service.</summary>
internal static class RosterEndpoints
{
    internal static void MapRoster(this WebApplication app)
    {
        var committees = app.MapGroup("/api/v1/committees").WithTags("Committees").ProducesProblem(400);
        committees.MapPost("/", RegisterCommittee.HandleAsync).WithName("RegisterCommittee")
            .WithSummary("Register a committee; its short name is in its case numbers").Produces<CommitteeRegistration>(201).ProducesProblem(409);
        committees.MapGet("/", ListCommittees.HandleAsync).WithName("ListCommittees")
            .WithSummary("List committees, by area").Produces<ListPage<CommitteeRead>>();
        committees.MapGet("/{id}", GetCommittee.HandleAsync).WithName("GetCommittee")
            .WithSummary("Read a committee").Produces<CommitteeRead>().Produces(304).ProducesProblem(404);

        var mediators = app.MapGroup("/api/v1/mediators").WithTags("Mediators").ProducesProblem(400);
        mediators.MapPost("/", RegisterMediator.HandleAsync).WithName("RegisterMediator")
            .WithSummary("Register a mediator of a committee").Produces<MediatorRegistration>(201).ProducesProblem(404);
        mediators.MapGet("/", ListMediators.HandleAsync).WithName("ListMediators")
            .WithSummary("List mediators with their load, without names").Produces<ListPage<MediatorListed>>();
        mediators.MapGet("/{id}", GetMediator.HandleAsync).WithName("GetMediator")
            .WithSummary("Read a mediator").Produces<MediatorRead>().ProducesProblem(404);

        committees.MapGet("/{id}/check", CheckCommittee.HandleAsync).WithName("CheckCommittee")
            .WithSummary("Is it as the law wants it: members, head, women, terms").Produces<CommitteeCheck>().ProducesProblem(404);
        committees.MapPost("/{id}/surge", SwitchSurge.HandleAsync).WithName("SwitchSurge")
            .WithSummary("Open all posts for an emergency, or go back").Produces<SurgeAnswer>().ProducesProblem(404).ProducesProblem(412).ProducesProblem(428);
        app.MapPost("/api/v1/persons/{id}/appointment", AppointMediator.HandleAsync).WithTags("Mediators").WithName("AppointMediator")
            .WithSummary("A person on the roster becomes a mediator").Produces<MediatorRegistration>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        app.MapPersons();
        app.MapTeams();
        app.MapActivities();
        app.MapCoverage();
        app.MapAuditTrail("roster");
    }
}
