using Mediation.Contracts.Workflow;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.Workflow.Tests.Publishing;

/// <summary>What reporting gets to know of signatures, wordings and lineage: what anomalies and recurrences are found by.</summary>
[Collection(WorkflowSuite.Name)]
public sealed class AgreementsOnTheWire(WorkflowSuite suite)
{
    private static readonly DateTimeOffset Then = TimeProvider.System.GetUtcNow().AddDays(-20);

    [Fact]
    public async Task Signatures_are_told_by_who_signed_as_what_and_when()
    {
        var id = Guid.CreateVersion7(Then);
        Signature[] signatures =
        [
            new(Signer.CommitteeSeal, null, SignatureKind.Seal, Then), new(Signer.Party, Facts.PartyA, SignatureKind.Fingerprint, Then.AddHours(1)),
        ];
        await suite.Service.AppendAsync<Agreement>(id,
        [
            Facts.Drafted() with { AgreementId = id, CaseId = Guid.CreateVersion7(Then), At = Then },
            .. signatures.Select(s => new AgreementSigned(Guid.CreateVersion7(Then), s, Then)), new AgreementTookEffect(Then, Then),
        ]);
        var facts = await suite.HearsAsync<AgreementFactsChanged>(m => m.AgreementId == id);
        facts.DraftedAt.ShouldBe(Then);
        facts.Signatures.ShouldBe([new SignatureFacts("committeeSeal", null, "seal", Then), new SignatureFacts("party", Facts.PartyA, "fingerprint", Then.AddHours(1))]);
        facts.Terms.ShouldBeNull();
    }

    [Fact]
    public async Task The_same_wording_and_amounts_have_one_hash_whatever_the_case_the_persons_and_the_days()
    {
        var one = await AgreedAsync("乙方拆除越界围墙，恢复原状。", 1000);
        var same = await AgreedAsync("乙方拆除越界围墙 恢复原状", 1000);
        var dearer = await AgreedAsync("乙方拆除越界围墙，恢复原状。", 1001);
        var (terms, again, other) = (await TermsAsync(one), await TermsAsync(same), await TermsAsync(dearer));
        again.ShouldBe(terms);
        other.ShouldNotBe(terms);
        terms.ShouldNotBeNull().ShouldMatch("^[0-9a-f]{64}$");
        // Everybody agrees to that.
        (await TermsAsync(await AgreedAsync("付款", 1000))).ShouldBeNull();
    }

    [Fact]
    public async Task Links_and_what_people_remember_are_told_of_a_case()
    {
        var (first, second) = (await suite.OpenAsync(), await suite.OpenAsync());
        await second.AddAsync("links", new { caseId = first.Id, kind = "continues" });
        await second.AddAsync("incidents", new { year = 1994, handling = "village", text = "界石被移动" });
        var facts = await suite.HearsAsync<CaseFactsChanged>(m => m.CaseId == second.Id && m.EarlierIncidents is not null);
        facts.EarlierIncidents.ShouldBe(1);
        facts.Links.ShouldBe([new LinkFacts(first.Id, "continues")]);
        (await suite.HearsAsync<CaseFactsChanged>(m => m.CaseId == first.Id && m.Links is not null)).Links.ShouldBe([new LinkFacts(second.Id, "continuedBy")]);

        await second.ChangeAsync($"links/{first.Id}/removal", new { reason = "误连" });
        (await suite.HearsAsync<CaseFactsChanged>(m => m.CaseId == second.Id && m.Revision > facts.Revision)).Links.ShouldBeNull();
    }

    private async Task<string?> TermsAsync(Guid agreement) => (await suite.HearsAsync<AgreementFactsChanged>(m => m.AgreementId == agreement)).Terms;

    private async Task<Guid> AgreedAsync(string act, decimal amount)
    {
        Guid id = Guid.CreateVersion7(Then), caseId = Guid.CreateVersion7(Then), duty = Guid.CreateVersion7(Then);
        var texts = await suite.Service.App.Services.GetRequiredService<Vault>().SealAsync(caseId, [new VaultText(duty, "act", act)]);
        await suite.Service.AppendAsync<Agreement>(
            id,
            [
                Facts.Drafted() with
                {
                    AgreementId = id, CaseId = caseId,
                    Obligations = [new Obligation(duty, Guid.CreateVersion7(Then), null, ObligationKind.Act, amount, DateOnly.FromDateTime(Then.Date).AddDays(amount > 1000 ? 9 : 5))],
                },
                new AgreementTookEffect(Then, Then),
            ],
            texts);
        return id;
    }
}
