using System.Net;
using Mediation.Contracts;
using Mediation.Contracts.Workflow;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.FollowUps;
using Mediation.Workflow.Risks;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Tests.Publishing;

/// <summary>What reporting gets to know of a case's sessions, agreements and visits.</summary>
[Collection(WorkflowSuite.Name)]
public sealed class WorkOnTheWire(WorkflowSuite suite)
{
    private static readonly DateTimeOffset Closed = TimeProvider.System.GetUtcNow().AddDays(-40);

    [Fact]
    public async Task Visits_are_due_by_the_plan_and_one_beside_it_counts_its_answers_only()
    {
        var file = await SettledAsync();
        var planned = await suite.HearsAsync<FollowUpFactsChanged>(m => m.CaseId == file.Id);
        planned.Visits.Select(v => (v.VisitedAt, v.PartiesDue, v.PartiesReached)).Distinct().ShouldBe([(null, 2, 0)]);

        var parties = new object[]
        {
            new { partyId = file.PartyA, reached = true, satisfaction = "satisfied" }, new { partyId = file.PartyB, reached = true, satisfaction = "neutral" },
        };
        await file.AddAsync("follow-ups", new { performance = "full", parties });
        await file.AddAsync("follow-ups", new { performance = "full", besidePlan = true, parties });
        var made = await suite.HearsAsync<FollowUpFactsChanged>(m => m.CaseId == file.Id && m.Visits.Count > planned.Visits.Count);
        Counts(made.Visits[0]).ShouldBe((2, 2, 2, 1));
        made.Visits[0].DueOn.ShouldBe(planned.Visits[0].DueOn);
        Counts(made.Visits[^1]).ShouldBe((0, 0, 2, 1));
        made.Visits[^1].DueOn.ShouldBe(ChinaTime.DayOf(made.Visits[^1].VisitedAt!.Value));
    }

    [Fact]
    public async Task A_visit_that_was_missed_before_the_case_was_opened_again_stays_missed()
    {
        var file = TestCase.New(suite.Client, "0999", "610981113");
        var (plan, closedOn) = (FollowUpPlan.IdOf(file.Id), ChinaTime.DayOf(Closed));
        Guid missed = Facts.Id(64), off = Facts.Id(65);
        await suite.Service.AppendAsync<FollowUpPlan>(plan,
        [
            new FollowUpPlanned(
                plan, file.Id, 1, Risk.Green, 1, [file.PartyA, file.PartyB], [new(missed, closedOn.AddDays(30)), new(off, closedOn.AddDays(90))], closedOn, Closed),
            new FollowUpsCancelled(Closed.AddDays(35)),
        ]);
        var visit = (await suite.HearsAsync<FollowUpFactsChanged>(m => m.CaseId == file.Id)).Visits.ShouldHaveSingleItem();
        (visit.VisitId, visit.VisitedAt, visit.PartiesDue).ShouldBe((missed, null, 2));
    }

    [Fact]
    public async Task A_performance_is_credited_to_the_earliest_instalment()
    {
        var file = await SettledAsync();
        var id = Guid.CreateVersion7(Closed);
        await suite.Service.AppendAsync<Agreement>(id,
        [
            Facts.Drafted() with { AgreementId = id, CaseId = file.Id, Obligations = [Facts.Payment] }, new AgreementTookEffect(Closed, Closed),
        ]);
        var path = $"/api/v1/agreements/{id}/obligations/{Facts.Payment.Id}/performances";
        var paid = new { kind = "partial", amount = 500, performedOn = ChinaTime.DayOf(Closed).AddDays(1), receiptNumber = "NO-779" };
        (await Answer.PostAsync(suite.Client, path, paid)).Expect(HttpStatusCode.Created);
        var heard = await suite.HearsAsync<AgreementFactsChanged>(m => m.AgreementId == id && m.Obligations[0].PerformedAmount > 0);
        var duty = heard.Obligations.ShouldHaveSingleItem();
        (heard.CaseId, duty.Amount, duty.PerformedAmount, duty.Performed).ShouldBe((file.Id, 1000m, 500m, false));
        duty.Instalments!.Select(i => i.PerformedAmount).ShouldBe([400m, 100m]);
    }

    [Fact]
    public async Task A_session_names_who_was_there_and_every_area_that_took_part()
    {
        var file = await SettledAsync();
        var id = Guid.CreateVersion7(Closed);
        var came = new Participant(Facts.Id(71), Role.Lawyer, null, true, PersonId: Facts.Id(72), UnitId: Facts.Id(73), TeamId: Facts.Id(74));
        var stayedAway = new Participant(Facts.Id(75), Role.VillageCadre, null, true, PersonId: Facts.Id(76));
        await suite.Service.AppendAsync<Session>(id,
        [
            Facts.Called(came, stayedAway) with { SessionId = id, CaseId = file.Id, CoUnits = [new(Facts.Id(77), "330206000000")] },
            new ParticipantCheckedIn(came.Id, Closed, Closed), new SegmentRecorded(Facts.Part(Mode.Joint, 9, 11), Closed),
            new SessionClosed(Closed, 120, Closed),
        ]);
        var held = await suite.HearsAsync<SessionFactsChanged>(m => m.SessionId == id);
        held.AreaCodes.ShouldBe(["610981113", "330206"]);
        (held.PersonIds.Single(), held.TeamIds.Single(), held.RequiredRoles, held.RequiredRolesPresent).ShouldBe((Facts.Id(72), Facts.Id(74), 2, 1));
        held.UnitIds.ShouldBe([Facts.Id(73), Facts.Id(77)]);
        held.Segments.ShouldHaveSingleItem().ShouldBe(new SegmentFacts(Facts.NewId, "joint", 120));
    }

    private static (int Due, int Reached, int Answers, int Satisfied) Counts(VisitFacts visit) =>
        (visit.PartiesDue, visit.PartiesReached, visit.Answers, visit.Satisfied);

    private async Task<TestCase> SettledAsync()
    {
        var file = TestCase.New(suite.Client, "0999", "610981113");
        await suite.Service.AppendAsync<Case>(file.Id,
        [
            Facts.Opened() with { CaseId = file.Id, Parties = file.Accepted.Parties, AcceptedAt = Closed, OpenedAt = Closed },
            new MediatorAssigned(file.Mediator, Closed), new AgreementReached(Facts.Id(61), AgreementForm.Oral, Closed, Closed),
            new CaseClosed(Endings.Agreement, Closed),
        ]);
        return file;
    }
}
