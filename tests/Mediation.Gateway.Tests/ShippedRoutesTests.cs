using System.Net;
using System.Text.RegularExpressions;
using Mediation.Gateway.Routes;
using Mediation.Testing;

namespace Mediation.Gateway.Tests;

/// <summary>The route file as it is shipped, with one service behind all of it that takes whatever comes.</summary>
public sealed partial class ShippedRoutesTests : IAsyncLifetime
{
    private static readonly string Shipped = System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ocelot.json"));

    private Backend _backend = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _backend = await Backend.StartAsync();
        _gateway = await RunningGateway.StartAsync(
            Port().Replace(Shipped, $"\"Port\": {_backend.Port}"), TestIssuer.Arguments);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task No_service_is_asked_without_the_token_of_its_route_and_with_one_each_is()
    {
        var token = TestIssuer.Token(TestCaller.Everyone.ToString(), ["mediator"], [], []);
        // Which routes ask for none, RouteFileTests lists.
        var routes = _gateway.Services.GetRequiredService<RouteSource>().Routes.Where(r => r.Token is not null).ToList();
        foreach (var route in routes)
        {
            var path = route.Upstream.Replace("{everything}", "x/y", StringComparison.Ordinal).Replace("{id}", "x", StringComparison.Ordinal);
            foreach (var method in route.Methods)
            {
                using var refused = await _gateway.SendAsync(new HttpMethod(method), path);
                refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"{method} {path}");
            }

            _backend.Requests.ShouldBeEmpty();
            using var admitted = await _gateway.SendAsync(HttpMethod.Get, path, ("Authorization", "Bearer " + token));
            admitted.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            _backend.Requests.Clear();
        }

        routes.Count.ShouldBeGreaterThan(25);
    }

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/connect/authorize?client_id=a")]
    [InlineData("/account")]
    [InlineData("/account/sign-in")]
    public async Task Signing_in_needs_no_token(string path)
    {
        (await _gateway.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        _backend.Last.Target.ShouldBe(path);
    }

    [Theory]
    [InlineData("/internal/access-changes")]
    [InlineData("/Internal/access-changes")]
    [InlineData("//internal/access-changes")]
    [InlineData("/%69nternal/access-changes")]
    [InlineData("/account/../internal/access-changes")]
    [InlineData("/account/%2e%2e/internal/access-changes")]
    [InlineData("/account/..%2finternal/access-changes")]
    [InlineData("/account/..;/internal/access-changes")]
    [InlineData("/connect/..%5cinternal/access-changes")]
    [InlineData("/.well-known/.././internal/access-changes")]
    [InlineData("http://127.0.0.1/internal/access-changes")]
    public async Task What_services_ask_each_other_nobody_else_asks(string target)
    {
        await Raw.SendAsync(_gateway.Address, "GET " + target);

        _backend.Requests.ShouldNotContain(r => Uri.UnescapeDataString(r.Target).TrimStart('/').StartsWith("internal", StringComparison.OrdinalIgnoreCase));
        _backend.Requests.ShouldAllBe(r => r.Target.StartsWith("/account/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/internal/x", "/{everything}", "/{everything}")]
    [InlineData("/INTERNAL", "/{everything}", "/{everything}")]
    [InlineData("/%69nterna%6C/x", "/{everything}", "/{everything}")]
    [InlineData("//internal/x", "/{everything}", "/{everything}")]
    [InlineData("/out/internal/x", "/out/{everything}", "/{everything}")]
    public async Task Not_even_by_a_route_for_everything(string target, string upstream, string downstream)
    {
        await using var gateway = await RunningGateway.StartAsync(Ocelot.File(Ocelot.Route(upstream, downstream, _backend.Port)));

        (await Raw.SendAsync(gateway.Address, "GET " + target)).Status.ShouldBe(404);
        _backend.Requests.ShouldBeEmpty();
    }

    [GeneratedRegex("\"Port\": \\d+")]
    private static partial Regex Port();
}
