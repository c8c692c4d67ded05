using System.Net;
using Mediation.Contracts;
using Mediation.Contracts.Intake;
using Mediation.ServiceDefaults;
using Mediation.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.Intake.Tests.Service;

/// <summary>Of phones and denials, facts say what anomalies are found by, and nothing by which anybody could be found.</summary>
public sealed class WhatReportingSees(IntakeFixture intake) : IClassFixture<IntakeFixture>
{
    private Vault Vault => intake.Service.App.Services.GetRequiredService<Vault>();

    [Fact]
    public async Task parties_of_one_phone_have_one_hash_that_is_of_no_other_use()
    {
        const string Phone = "13912340001";
        var one = await RegisterAsync("139-1234-0001", "13912340002");
        var other = await RegisterAsync($"+86 {Phone}", null);
        var (first, second) = (await FactsAsync(one), await FactsAsync(other));
        first.Phones!.Select(p => p.Hash).Distinct().Count().ShouldBe(2);
        second.Phones.ShouldHaveSingleItem().Hash.ShouldBe(first.Phones![0].Hash);
        first.Phones![0].Hash.ShouldMatch("^[0-9a-f]{64}$");

        // Neither a plain hash nor the search's.
        var search = Convert.ToHexStringLower(await Vault.Hashes.OfAsync("phone", Phone));
        var plain = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Phone)));
        first.Phones!.Select(p => p.Hash).ShouldNotContain(hash => hash == search || hash == plain);
        (await Vault.Hashes.FindAsync(Convert.FromHexString(first.Phones![0].Hash))).ShouldBeNull();
    }

    [Fact]
    public async Task a_party_who_joins_later_is_seen_and_one_whose_data_were_erased_is_not()
    {
        var id = await RegisterAsync(null, null);
        (await FactsAsync(id)).Phones.ShouldBeNull();
        var parties = new[] { new { side = "B", kind = "person", name = "王五", phone = "13912340003" } };
        (await intake.Client.PostAsync($"/disputes/{id}/parties", new { parties })).Must(HttpStatusCode.Created);
        (await intake.Others.WaitForAsync<DisputeFactsChanged>(m => m.DisputeId == id && m.Phones is not null)).Phones.ShouldHaveSingleItem();

        var erased = await RegisterAsync("13912340004", null);
        (await FactsAsync(erased)).Phones.ShouldNotBeNull();
        await Vault.EraseAsync(erased);
        var hashes = await intake.Service.App.Services.GetRequiredService<Publishing.PartyPhones>().OfAsync([erased], default);
        hashes.ShouldBeEmpty();
    }

    [Fact]
    public async Task a_denial_is_a_fact_with_its_first_answer()
    {
        var (id, party, committee) = await intake.DeniedAsync("否");
        var denied = await intake.Others.WaitForAsync<DisputeFactsChanged>(m => m.DisputeId == id && m.Denials is not null);
        var denial = denied.Denials.ShouldHaveSingleItem();
        (denial.PartyId, denial.AnsweredAt).ShouldBe((Guid.Parse(party), null));

        using var head = intake.As(Roles.CommitteeHead, [committee], "610981");
        (await head.PostAsync($"/disputes/{id}/anomalies/{denial.DenialId}/answer", new { text = "系同名人误登" })).Must(HttpStatusCode.Created);
        var answered = await intake.Others.WaitForAsync<DisputeFactsChanged>(m => m.DisputeId == id && m.Denials is [{ AnsweredAt: not null }]);
        answered.Denials![0].DenialId.ShouldBe(denial.DenialId);
    }

    private Task<DisputeFactsChanged> FactsAsync(Guid id) => intake.Others.WaitForAsync<DisputeFactsChanged>(m => m.DisputeId == id);

    private async Task<Guid> RegisterAsync(string? first, string? second)
    {
        var parties = new[] { new { side = "A", kind = "person", name = "张三", phone = first }, new { side = "B", kind = "person", name = "李四", phone = second } };
        return (await intake.Client.PostAsync("/disputes", IntakeFixture.Body(parties))).Must(HttpStatusCode.Created).Id;
    }
}
