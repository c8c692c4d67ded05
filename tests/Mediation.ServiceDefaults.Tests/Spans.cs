using System.Diagnostics;

namespace Mediation.ServiceDefaults.Tests;

public sealed class Spans
{
    [Fact]
    public void leave_without_the_address_that_was_asked_for()
    {
        using var span = new Activity("GET").SetTag("url.full", "http://x/api/v1/status/ABCD").SetTag("url.path", "/api/v1/status/ABCD").SetTag("http.route", "/status/{code}");
        using var without = new WithoutAddresses();
        without.OnEnd(span);
        span.TagObjects.ShouldHaveSingleItem().Key.ShouldBe("http.route");
    }
}
