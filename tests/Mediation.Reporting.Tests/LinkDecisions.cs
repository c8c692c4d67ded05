using System.Text.Json;
using Mediation.Contracts;
using Mediation.Reporting.ExportLinks;

namespace Mediation.Reporting.Tests;

/// <summary>What is decided about links, and that stored ones are read for ever.</summary>
public sealed class LinkDecisions
{
    private static readonly DateTimeOffset Now = SomeFacts.China("2026-03-05T09:00:00");
    private static readonly Maker Program = new("bureau-program", "bureau-program", [Roles.BureauClient], ["61"], Now);
    private static readonly LinkMade Made = new(Program, "/api/v1/metrics/M03", Now.AddDays(30).ToUniversalTime(), Now);

    [Fact]
    public void a_link_is_made_for_a_question_and_a_time() =>
        Scenario.Given<ExportLink>().When(_ => MakeLink.Decide(new MakeLink(Made.Question, Now.AddDays(30)), Program, Now)).Then(Made);

    [Fact]
    public void whose_end_the_suite_would_not_hear_of_makes_none() => Scenario.Given<ExportLink>()
        .When(_ => MakeLink.Decide(new MakeLink(Made.Question, Now.AddDays(30)), Program with { Actor = "province:li" }, Now)).ThenRefused("link.foreignMaker");

    [Fact]
    public void its_maker_ends_it_once()
    {
        Scenario.Given<ExportLink>(Made).When(state => RevokeLink.Decide(state, Program.Actor, Now)).Then(new LinkRevoked(Now));
        Scenario.Given<ExportLink>(Made, new LinkRevoked(Now)).When(state => RevokeLink.Decide(state, Program.Actor, Now)).ThenNothing();
        Scenario.Given<ExportLink>(Made).When(state => RevokeLink.Decide(state, "another", Now)).ThenRefused("link.unknown");
    }

    [Fact]
    public void it_is_over_when_it_is_revoked_or_its_time_is()
    {
        var link = Scenario.Given<ExportLink>(Made).State;
        link.RefusalAt(Now.AddDays(30).AddTicks(-1)).ShouldBeNull();
        link.RefusalAt(Now.AddDays(30))!.Code.ShouldBe("link.expired");
        link.Evolve(new LinkRevoked(Now)).RefusalAt(Now)!.Code.ShouldBe("link.revoked");
    }

    [Theory]
    [InlineData(
        """{"maker":{"actor":"bureau-program","clientId":"bureau-program","roles":["bureauClient"],"areas":["61"],"issuedAt":"2026-03-05T09:00:00+08:00"},"question":"/api/v1/metrics/M03","expiresAt":"2026-04-04T01:00:00+00:00","at":"2026-03-05T09:00:00+08:00"}""",
        typeof(LinkMade))]
    [InlineData("""{"at":"2026-03-05T09:00:00+08:00"}""", typeof(LinkRevoked))]
    public void stored_events_are_read_as_they_were(string stored, Type type) =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize(stored, type, LinkJson.Default), type, LinkJson.Default).Replace("\\u002B", "+", StringComparison.Ordinal).ShouldBe(stored);
}
