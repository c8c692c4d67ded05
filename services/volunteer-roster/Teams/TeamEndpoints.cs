using Mediation.ServiceDefaults;

namespace Mediation.Roster.Teams;

internal static class TeamEndpoints
{
    internal static void MapTeams(this IEndpointRouteBuilder api)
    {
        var teams = api.MapGroup("/api/v1/teams").WithTags("Teams").ProducesProblem(400);
        teams.MapPost("/", FormTeam.HandleAsync).WithName("FormTeam")
            .WithSummary("Form a team, or a branch or squad of one").Produces<TeamAnswer>(201).ProducesProblem(403).ProducesProblem(409);
        teams.MapGet("/", ListTeams.HandleAsync).WithName("ListTeams")
            .WithSummary("List teams by area and parent, without names").Produces<ListPage<TeamRead>>();
        teams.MapGet("/{id}", GetTeam.HandleAsync).WithName("GetTeam")
            .WithSummary("Read a team").Produces<TeamRead>().Produces(304).ProducesProblem(404);
        teams.MapPost("/{id}/dissolution", DissolveTeam.HandleAsync).WithName("DissolveTeam")
            .WithSummary("The last day of a team").Produces<TeamAnswer>().ProducesProblem(404).ProducesProblem(412).ProducesProblem(428);
        teams.MapPost("/{id}/members", JoinTeam.HandleAsync).WithName("JoinTeam")
            .WithSummary("A person joins").Produces<MembershipAnswer>(201).ProducesProblem(404).ProducesProblem(409);
        teams.MapGet("/{id}/members", ListMembers.HandleAsync).WithName("ListMembers")
            .WithSummary("Who is and was in a team, by id").Produces<ListPage<Member>>().ProducesProblem(404);
        teams.MapPost("/{id}/members/{personId}/leaving", LeaveTeam.HandleAsync).WithName("LeaveTeam")
            .WithSummary("A person leaves").Produces<MembershipAnswer>().ProducesProblem(404).ProducesProblem(409);
    }
}
