using Mediation.ServiceDefaults;

namespace Mediation.Roster.Persons;

internal static class PersonEndpoints
{
    internal static void MapPersons(this IEndpointRouteBuilder api)
    {
        var persons = api.MapGroup("/api/v1/persons").WithTags("Persons").ProducesProblem(400);
        persons.MapPost("/", EnterPerson.HandleAsync).WithName("EnterPerson")
            .WithSummary("Enter somebody on the roster; a mediator is there already").Produces<PersonAnswer>(201).ProducesProblem(403);
        persons.MapGet("/", ListPersons.HandleAsync).WithName("ListPersons")
            .WithSummary("List persons by area and role, without names").Produces<ListPage<PersonListed>>();
        persons.MapGet("/{id}", GetPerson.HandleAsync).WithName("GetPerson")
            .WithSummary("Read a person with roles, teams and skills").Produces<PersonRead>().Produces(304).ProducesProblem(404);
        persons.MapPost("/{id}/roles", TakeRole.HandleAsync).WithName("TakeRole")
            .WithSummary("A role from a day on").Produces<RoleAnswer>(201).ProducesProblem(404).ProducesProblem(409);
        persons.MapPost("/{id}/roles/{roleId}/end", LeaveRole.HandleAsync).WithName("LeaveRole")
            .WithSummary("The last day of a role").Produces<RoleAnswer>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        persons.MapPost("/{id}/skills", RecordSkills.HandleAsync).WithName("RecordSkills")
            .WithSummary("Law certificate, languages, home town, subject matters; in place of those on record")
            .Produces<PersonAnswer>().ProducesProblem(404).ProducesProblem(412).ProducesProblem(428);
        persons.MapPost("/{id}/absences", NoteAbsence.HandleAsync).WithName("NoteAbsence")
            .WithSummary("Days without new cases").Produces<PersonAnswer>().ProducesProblem(404);
    }
}
