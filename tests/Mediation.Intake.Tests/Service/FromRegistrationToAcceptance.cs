using System.Net;
using Mediation.Contracts.Intake;
using Mediation.Testing;
using static Mediation.Intake.Tests.Service.IntakeFixture;

namespace Mediation.Intake.Tests.Service;

public sealed class FromRegistrationToAcceptance(IntakeFixture intake) : IClassFixture<IntakeFixture>
{
    [Fact]
    public async Task a_dispute_is_registered_agreed_to_accepted_and_made_known()
    {
        var committee = await intake.CommitteeAsync("段");
        var (id, etag) = await intake.ReadyAsync();

        var accepted = await intake.Client.PostAsync($"/disputes/{id}/acceptance", new { committeeId = committee }, etag);

        accepted.Must(HttpStatusCode.OK);
        var year = Contracts.ChinaTime.DayOf(TimeProvider.System.GetUtcNow()).Year;
        accepted["caseNumber"].ShouldBe($"（{year}）段人调字第0001号");
        accepted.ETag.ShouldBe("\"4\"");
        var told = await intake.Others.WaitForAsync<DisputeAccepted>(m => m.DisputeId == id);
        told.CaseNumber.ShouldBe(accepted["caseNumber"]);
        told.CommitteeId.ShouldBe(committee);
        told.AppliedOn.ShouldBe(Contracts.ChinaTime.DayOf(TimeProvider.System.GetUtcNow()));
        told.Parties.Select(p => (p.Side, p.Kind)).ShouldBe([("A", "person"), ("B", "person")]);
        var facts = await intake.Others.WaitForAsync<DisputeFactsChanged>(m => m.DisputeId == id && m.Status == "accepted");
        facts.Revision.ShouldBe(4);
        facts.Amount.ShouldBe(12000.5m);
    }

    [Fact]
    public async Task a_dispute_is_read_with_names_and_masked_numbers()
    {
        var (id, etag) = await intake.ReadyAsync();
        var read = await intake.Client.ReadAsync($"/disputes/{id}");

        read.Must(HttpStatusCode.OK);
        read.ETag.ShouldBe(etag);
        var a = read.Body!["parties"]![0]!;
        (a["name"]!.ToString(), a["phone"]!.ToString(), a["idNumber"]!.ToString(), a["address"]!.ToString())
            .ShouldBe(("张三", "138****5678", "110***********002X", "老城社区三组5号"));
        (read["place"], read["summary"], read["status"]).ShouldBe(("三组界畔", "两家争执三十年", "registered"));
        (await intake.Client.ReadAsync($"/disputes/{id}", etag)).Must(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task one_refusal_ends_it_and_reporting_hears()
    {
        var registered = await intake.Client.PostAsync("/disputes", Body());
        var party = registered.Body!["parties"]![1]!["partyId"]!.ToString();
        var refused = await intake.Client.PostAsync($"/disputes/{registered.Id}/consents", new { partyId = party, given = false });

        refused["status"].ShouldBe("ended");
        (await intake.Client.ReadAsync($"/disputes/{registered.Id}"))["ending"].ShouldBe("U");
        await intake.Others.WaitForAsync<DisputeFactsChanged>(m => m.DisputeId == registered.Id && m.Status == "ended");
    }

    [Fact]
    public async Task a_second_side_joins_later_and_may_consent()
    {
        var one = await intake.Client.PostAsync("/disputes", Body(new[] { new { side = "A", kind = "person", name = "张三" } }));
        var joined = await intake.Client.PostAsync(
            $"/disputes/{one.Id}/parties", new { parties = new[] { new { side = "B", kind = "organisation", name = "某物业公司" } } });

        joined.Must(HttpStatusCode.Created);
        var consent = await intake.Client.PostAsync(
            $"/disputes/{one.Id}/consents", new { partyId = joined.Body!["parties"]![0]!["partyId"]!.ToString(), given = true });
        consent.Must(HttpStatusCode.OK);
        (await intake.Client.ReadAsync($"/disputes/{one.Id}")).Body!["parties"]![1]!["name"]!.ToString().ShouldBe("某物业公司");
    }

    [Fact]
    public async Task a_duplicate_is_linked_and_a_matter_of_the_court_is_turned_away()
    {
        var (original, _) = await intake.ReadyAsync();
        var (duplicate, etag) = await intake.ReadyAsync();
        var linked = await intake.Client.PostAsync($"/disputes/{duplicate}/duplicate-link", new { duplicateOf = original }, etag);
        linked.Must(HttpStatusCode.OK);
        (await intake.Others.WaitForAsync<DisputeFactsChanged>(m => m.DisputeId == duplicate && m.Status == "linked")).DuplicateOf.ShouldBe(original);

        var (other, tag) = await intake.ReadyAsync();
        var body = new { code = "courtAccepted", reason = "已立案", goTo = "市人民法院" };
        (await intake.Client.PostAsync($"/disputes/{other}/refusal", body, tag)).Must(HttpStatusCode.OK);
        var read = await intake.Client.ReadAsync($"/disputes/{other}");
        (read["status"], read.Body!["refusal"]!["code"]!.ToString(), read.Body["refusal"]!["goTo"]!.ToString())
            .ShouldBe(("ended", "courtAccepted", "市人民法院"));
    }

    [Fact]
    public async Task a_type_reserved_to_others_is_registered_with_a_warning()
    {
        var warned = await intake.Client.PostAsync("/disputes", Body(type: "1203"));
        warned.Must(HttpStatusCode.Created);
        warned["admissionWarning"].ShouldBe("disputeType.mayBelongElsewhere");
        (await intake.Client.PostAsync("/disputes", Body()))["admissionWarning"].ShouldBeNull();
    }

    [Fact]
    public async Task nothing_personal_is_outside_the_vault()
    {
        await intake.ReadyAsync();
        await using var command = intake.Service.Store.Database.CreateCommand(
            """
            select count(*)::int from (
                select data::text as text from mt_events union all select data::text from mt_doc_dispute
                union all select convert_from(answer, 'UTF8') from mt_commands where answer is not null) all_texts
             where text ~ '张三|李四|13812345678|11010519491231002X|三组|争执'
            """);
        (await command.ExecuteScalarAsync()).ShouldBe(0);
    }
}
