using System.Net;
using Mediation.Testing;

namespace Mediation.Roster.Tests.Service;

public sealed class WrongInput(RosterFixture roster) : IClassFixture<RosterFixture>
{
    private const string Good = """ "name":"调解室","shortName":"误","areaCode":"610981","kind":"studio" """;

    [Theory]
    [InlineData("{}", "name:required", "shortName:required", "areaCode:required", "kind:required")]
    [InlineData("""{"name":"室","shortName":"误","areaCode":"999999","kind":"studio"}""", "areaCode:unknown")]
    [InlineData("""{"name":"室","shortName":"误","areaCode":"610981999","kind":"studio"}""", "areaCode:unknown")]
    [InlineData("""{"name":"室","shortName":"误","areaCode":"none","kind":"studio"}""", "areaCode:unknown")]
    public async Task a_committees_wrong_fields_are_named(string body, params string[] fields)
    {
        var answer = (await roster.Client.PostAsync("/committees", body)).Must(HttpStatusCode.BadRequest);
        answer.Code.ShouldBe("body.invalid");
        answer.Fields.ShouldBe(fields);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{" + Good + ",\"extra\":1}")]
    [InlineData("{" + Good + ",\"name\":\"again\"}")]
    [InlineData("{" + Good + ",\"by\":\"me\"}")]
    [InlineData("""{"name":null,"shortName":"误","areaCode":"610981","kind":"studio"}""")]
    [InlineData("""{"name":"\u0000","shortName":"误","areaCode":"610981","kind":"studio"}""")]
    [InlineData("""{"name":"\ud800","shortName":"误","areaCode":"610981","kind":"studio"}""")]
    [InlineData("""{"name":"室","shortName":"误","areaCode":"610981","kind":3}""")]
    [InlineData("""{"name":"室","shortName":"误","areaCode":"610981","kind":"castle"}""")]
    public async Task a_malformed_body_is_refused(string body) =>
        (await roster.Client.PostAsync("/committees", body)).Must(HttpStatusCode.BadRequest).Code.ShouldBe("request.malformed");

    [Theory]
    [InlineData("""{"committeeId":"%C","name":"何","capacity":"lawyer","typeCodes":[null]}""", "typeCodes:malformed")]
    [InlineData("""{"committeeId":"%C","name":"何","capacity":"lawyer","maxLoad":1001}""", "maxLoad:outOfRange")]
    [InlineData("""{"committeeId":"%C","name":"何","capacity":"lawyer","areaCode":"1"}""", "areaCode:unknown")]
    [InlineData("""{"committeeId":"%C","name":"何","capacity":"lawyer","phone":"call me"}""", "phone:malformed")]
    public async Task a_mediators_wrong_fields_are_named(string body, string field) =>
        (await roster.Client.PostAsync("/mediators", body.Replace("%C", Guid.Empty.ToString())))
        .Must(HttpStatusCode.BadRequest).Fields.ShouldBe(["committeeId:required", field]);

    [Fact]
    public async Task a_mediator_needs_a_committee_that_exists() =>
        (await roster.Client.PostAsync("/mediators", new { committeeId = roster.NewId(), name = "何", capacity = "lawyer" }))
        .Must(HttpStatusCode.NotFound).Code.ShouldBe("committee.unknown");

    [Theory]
    [InlineData("/committees?limit=0")]
    [InlineData("/committees?limit=201")]
    [InlineData("/committees?limit=x")]
    [InlineData("/committees?after=x")]
    [InlineData("/committees?area=x")]
    [InlineData("/committees?area=%00")]
    [InlineData("/committees/x")]
    [InlineData("/mediators?committee=x")]
    [InlineData("/mediators?limit=99999999999")]
    [InlineData("/mediators/x")]
    public async Task bad_queries_are_refused(string path) => (await roster.Client.ReadAsync(path)).Must(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("/committees/")]
    [InlineData("/mediators/")]
    public async Task what_does_not_exist_is_not_found(string path) =>
        (await roster.Client.ReadAsync(path + roster.NewId())).Must(HttpStatusCode.NotFound);
}
