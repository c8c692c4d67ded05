using System.Net;
using Mediation.Contracts.Intake;
using Mediation.Testing;

namespace Mediation.Intake.Tests.Service;

public sealed class FiftyAcceptancesAtOnce(IntakeFixture intake) : IClassFixture<IntakeFixture>
{
    private const int Many = 50;

    [Fact]
    public async Task numbers_run_from_1_to_50_without_gaps_though_others_are_refused_or_rolled_back_in_between()
    {
        var committee = await intake.CommitteeAsync("界");
        var ready = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => intake.ReadyAsync()));
        var unready = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => intake.Client.PostAsync("/disputes", IntakeFixture.Body())));

        // Beside the fifty: some without consent, some at a stale version, and each of the first ten twice, so that one of the two loses.
        var answers = await Task.WhenAll(
        [
            .. ready.Select(d => AcceptAsync(d.Id, d.ETag)),
            .. ready.Take(10).Select(d => AcceptAsync(d.Id, d.ETag)),
            .. ready.Take(10).Select(d => AcceptAsync(d.Id, "\"1\"")),
            .. unready.Select(d => AcceptAsync(d.Id, d.ETag!)),
        ]);

        var won = answers.Where(a => a.Status == HttpStatusCode.OK).ToList();
        won.Select(a => a["caseNumber"]![^5..^1]).Order().ShouldBe(Enumerable.Range(1, Many).Select(n => $"{n:0000}"));
        answers.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a =>
            a.Status == HttpStatusCode.PreconditionFailed || a.Code == "dispute.consentMissing" || a.Code == "dispute.alreadyAccepted");
        answers.Length.ShouldBe(won.Count + 30);
        await Eventually.HoldsAsync(
            () => Task.FromResult(intake.Others.Taken<DisputeAccepted>().Count(m => m.CommitteeId == committee) == Many), "fifty messages");

        Task<ApiAnswer> AcceptAsync(Guid id, string etag) => intake.Client.PostAsync($"/disputes/{id}/acceptance", new { committeeId = committee }, etag);
    }

    [Fact]
    public async Task a_number_that_was_drawn_and_rolled_back_is_given_to_the_next()
    {
        var committee = await intake.CommitteeAsync("滚");
        var store = intake.Service.Store;
        var year = Contracts.ChinaTime.DayOf(TimeProvider.System.GetUtcNow()).Year;
        await Should.ThrowAsync<OperationCanceledException>(() => store.InTransactionAsync<int>(async transaction =>
        {
            (await Storage.CaseNumbers.NextAsync(transaction, committee, year, default)).ShouldBe(1);
            throw new OperationCanceledException();
        }));

        var (id, etag) = await intake.ReadyAsync();
        var accepted = await intake.Client.PostAsync($"/disputes/{id}/acceptance", new { committeeId = committee }, etag);
        accepted["caseNumber"].ShouldBe($"（{year}）滚人调字第0001号");
    }

    [Fact]
    public async Task an_acceptance_repeated_under_its_key_gets_the_same_number_once()
    {
        var committee = await intake.CommitteeAsync("键");
        var (id, etag) = await intake.ReadyAsync();
        var key = intake.NewId();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            intake.Client.PostAsync($"/disputes/{id}/acceptance", new { committeeId = committee }, etag, key)));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        answers.Select(a => a["caseNumber"]).Distinct().ShouldHaveSingleItem();
    }
}
