using System.Net;
using Mediation.Testing;

namespace Mediation.Intake.Tests.Service;

public sealed class WrongInput(IntakeFixture intake) : IClassFixture<IntakeFixture>
{
    private const string Rest =
        """ "source":"police","typeCode":"0902","place":"村口","occurredOn":"2024-03-01","summary":"争吵","parties":[{"side":"A","kind":"person","name":"张三"}] """;

    [Theory]
    [InlineData("""{"areaCode":"610981100999",%R}""", "areaCode:unknown")]
    [InlineData("""{"areaCode":"610981100999001",%R}""", "areaCode:unknown")]
    [InlineData("""{"areaCode":"6109811","source":"police","typeCode":"9798","place":"村口","occurredOn":"2024-03-01","summary":"争吵","parties":[{"side":"A","kind":"person","name":"张三"}]}""", "areaCode:unknown", "typeCode:unknown")]
    [InlineData("""{"areaCode":"610981","amount":1e27,%R}""", "amount:outOfRange")]
    [InlineData("""{"areaCode":"610981","households":-1,%R}""", "households:outOfRange")]
    public async Task wrong_fields_are_named(string body, params string[] fields)
    {
        var answer = (await intake.Client.PostAsync("/disputes", body.Replace("%R", Rest))).Must(HttpStatusCode.BadRequest);
        answer.Code.ShouldBe("body.invalid");
        answer.Fields.ShouldBe(fields);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"areaCode":"610981","extra":1,%R}""")]
    [InlineData("""{"areaCode":"610981","areaCode":"610981",%R}""")]
    [InlineData("""{"areaCode":610981,%R}""")]
    [InlineData("""{"areaCode":"610981\u0000",%R}""")]
    [InlineData("""{"areaCode":"\udc00",%R}""")]
    [InlineData("""{"areaCode":"610981","households":99999999999,%R}""")]
    [InlineData("""{"areaCode":"610981","amount":1e999,%R}""")]
    [InlineData("""{"areaCode":"610981","amount":"12",%R}""")]
    [InlineData("""{"areaCode":"610981","by":"me",%R}""")]
    [InlineData("""{"areaCode":"610981","occurredOn":"2024-02-30"}""")]
    [InlineData("""{"areaCode":"610981","occurredOn":"2024-02-01T00:00:00+08:00"}""")]
    [InlineData("""{"areaCode":"610981","parties":[{"side":"A","kind":"ghost","name":"x"}]}""")]
    [InlineData("""{"areaCode":"610981","parties":{"side":"A"}}""")]
    public async Task a_malformed_body_is_refused_and_nothing_is_written(string body)
    {
        (await intake.Client.PostAsync("/disputes", body.Replace("%R", Rest))).Must(HttpStatusCode.BadRequest).Code.ShouldBe("request.malformed");
        await using var command = intake.Service.Store.Database.CreateCommand("select count(*)::int from mt_vault where field = 'place'");
        (await command.ExecuteScalarAsync()).ShouldBe(await DisputesAsync());
    }

    [Fact]
    public async Task a_grid_is_known_by_its_village_and_padding_is_taken_off()
    {
        var grid = (await intake.Client.PostAsync("/disputes", IntakeFixture.Body(area: "610981100004012"))).Must(HttpStatusCode.Created);
        (await intake.Client.ReadAsync($"/disputes/{grid.Id}"))["areaCode"].ShouldBe("610981100004012");
        var county = (await intake.Client.PostAsync("/disputes", IntakeFixture.Body(area: "610981000000"))).Must(HttpStatusCode.Created);
        (await intake.Client.ReadAsync($"/disputes/{county.Id}"))["areaCode"].ShouldBe("610981");
    }

    [Theory]
    [InlineData("consents", "{}", "partyId:required", "given:required")]
    [InlineData("acceptance", "{}", "committeeId:required")]
    [InlineData("duplicate-link", "{}", "duplicateOf:required")]
    [InlineData("refusal", "{}", "code:required", "reason:required", "goTo:required")]
    [InlineData("parties", "{}", "parties:required")]
    [InlineData("parties", """{"parties":[null]}""", "parties[0]:required")]
    public async Task each_route_names_its_required_fields(string route, string body, params string[] fields)
    {
        var (id, etag) = await intake.ReadyAsync();
        (await intake.Client.PostAsync($"/disputes/{id}/{route}", body, etag)).Must(HttpStatusCode.BadRequest).Fields.ShouldBe(fields);
    }

    [Fact]
    public async Task changes_need_the_current_version()
    {
        var (id, etag) = await intake.ReadyAsync();
        var committee = intake.NewId();
        foreach (var (route, body) in new (string, object)[]
            {
                ("acceptance", new { committeeId = committee }),
                ("duplicate-link", new { duplicateOf = committee }),
                ("refusal", new { code = "other", reason = "x", goTo = "y" }),
            })
        {
            (await intake.Client.PostAsync($"/disputes/{id}/{route}", body)).Must(HttpStatusCode.PreconditionRequired).Code.ShouldBe("ifMatch.required");
            var stale = (await intake.Client.PostAsync($"/disputes/{id}/{route}", body, "\"1\"")).Must(HttpStatusCode.PreconditionFailed);
            (stale.Code, stale.ETag).ShouldBe(("version.stale", etag));
        }

        (await intake.Client.PostAsync($"/disputes/{id}/acceptance", new { committeeId = committee }, etag))
            .Must(HttpStatusCode.Conflict).Code.ShouldBe("committee.unknown");
    }

    [Theory]
    [InlineData("consents", """{"partyId":"019c0000-0000-7000-8000-000000000001","given":true}""")]
    [InlineData("acceptance", """{"committeeId":"019c0000-0000-7000-8000-000000000001"}""")]
    [InlineData("duplicate-link", """{"duplicateOf":"019c0000-0000-7000-8000-000000000001"}""")]
    [InlineData("refusal", """{"code":"other","reason":"x","goTo":"y"}""")]
    [InlineData("parties", """{"parties":[{"side":"B","kind":"person","name":"x"}]}""")]
    public async Task what_does_not_exist_is_not_found(string route, string body) =>
        (await intake.Client.PostAsync($"/disputes/{intake.NewId()}/{route}", body, "\"1\"")).Must(HttpStatusCode.NotFound).Code.ShouldBe("dispute.unknown");

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=201")]
    [InlineData("?after=x")]
    [InlineData("?area=x")]
    [InlineData("?area=%00")]
    [InlineData("?status=1")]
    [InlineData("?status=lost")]
    [InlineData("/x")]
    public async Task bad_queries_are_refused(string path) => (await intake.Client.ReadAsync("/disputes" + path)).Must(HttpStatusCode.BadRequest);

    [Fact]
    public async Task lists_filter_page_by_page_and_name_nobody()
    {
        for (var i = 0; i < 3; i++)
        {
            (await intake.Client.PostAsync("/disputes", IntakeFixture.Body(area: "330203"))).Must(HttpStatusCode.Created);
        }

        var first = (await intake.Client.ReadAsync("/disputes?area=3302&status=registered&limit=2")).Must(HttpStatusCode.OK);
        first.Body!["items"]!.AsArray().Count.ShouldBe(2);
        var second = await intake.Client.ReadAsync($"/disputes?area=3302&limit=2&after={first["next"]}");
        second.Body!["items"]!.AsArray().Count.ShouldBe(1);
        second["next"].ShouldBeNull();
        (await intake.Client.ReadAsync("/disputes?area=3302&status=accepted")).Body!["items"]!.AsArray().ShouldBeEmpty();
        first.Body.ToJsonString().ShouldNotContain("name");
    }

    private async Task<int> DisputesAsync()
    {
        await using var command = intake.Service.Store.Database.CreateCommand("select count(*)::int from mt_doc_dispute");
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
