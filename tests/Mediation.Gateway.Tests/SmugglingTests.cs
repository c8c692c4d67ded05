using System.Net;
using Mediation.Testing;
using static Mediation.Gateway.Tests.Ocelot;

namespace Mediation.Gateway.Tests;

/// <summary>A second request hidden in the first: whoever reads its end elsewhere than the gateway does would take it for one of its own.</summary>
public sealed class SmugglingTests : IAsyncLifetime
{
    private const string Hidden = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

    private Backend _backend = null!;
    private RunningGateway _gateway = null!;

    public static TheoryData<string, string> Tricks => new()
    {
        { "chunk extension with a line feed in quotes", Chunked("1;x=\"\n\"\r\na\r\n0\r\n\r\n") },
        { "chunk extension with a bare line feed", Chunked("1;x\n5\r\naaaaa\r\n0\r\n\r\n") },
        { "chunk extension with a bare carriage return", Chunked("1;x\ra\r\na\r\n0\r\n\r\n") },
        { "chunk extension that ends in a line feed", Chunked("1;x=y\na\r\n0\r\n\r\n") },
        { "last chunk's extension with a line feed", Chunked("1\r\na\r\n0;x=\"\n\"\r\n\r\n") },
        { "chunk size ended by a line feed", Chunked("1\na\r\n0\r\n\r\n") },
        { "chunk ended by a line feed", Chunked("1\r\na\n0\r\n\r\n") },
        { "chunk longer than it says", Chunked("1\r\naaaa\r\n0\r\n\r\n") },
        { "chunk size too large for any number", Chunked("FFFFFFFFFFFFFFFFF\r\na\r\n0\r\n\r\n") },
        { "chunk size that turns negative", Chunked("80000000\r\na\r\n0\r\n\r\n") },
        { "chunk size with a sign", Chunked("+1\r\na\r\n0\r\n\r\n") },
        { "chunk size as in C", Chunked("0x1\r\na\r\n0\r\n\r\n") },
        { "chunk size with an underscore", Chunked("1_0\r\na\r\n0\r\n\r\n") },
        { "chunk size missing", Chunked("\r\na\r\n0\r\n\r\n") },
        { "both lengths", Post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n") + "0\r\n\r\n" },
        { "both lengths, the other first", Post("Content-Length: 40\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n" },
        { "two lengths", Post("Content-Length: 0\r\nContent-Length: 38\r\n") },
        { "the same length twice in one line", Post("Content-Length: 0, 0\r\n") },
        { "a length below nothing", Post("Content-Length: -1\r\n") },
        { "a length too large for any number", Post("Content-Length: 99999999999999999999\r\n") },
        { "a length in hexadecimal", Post("Content-Length: 0x0\r\n") },
        { "chunked twice", Post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n" },
        { "chunked twice in one line", Post("Transfer-Encoding: chunked, chunked\r\n") + "0\r\n\r\n" },
        { "chunked and another coding", Post("Transfer-Encoding: gzip, chunked\r\n") + "0\r\n\r\n" },
        { "chunked with something after it", Post("Transfer-Encoding: chunked;x\r\n") + "0\r\n\r\n" },
        { "chunked in quotes", Post("Transfer-Encoding: \"chunked\"\r\n") + "0\r\n\r\n" },
        { "chunked after a vertical tab", Post("Transfer-Encoding: \vchunked\r\n") + "0\r\n\r\n" },
        { "an unknown coding", Post("Transfer-Encoding: xchunked\r\n") + "0\r\n\r\n" },
        { "a blank before the colon", Post("Transfer-Encoding : chunked\r\n") + "0\r\n\r\n" },
        { "a folded header", Post("X-A: b\r\n Transfer-Encoding: chunked\r\nContent-Length: 0\r\n") },
        { "a folded length", Post("Content-Length:\r\n 0\r\n") },
        { "a header that begins with a blank", $"POST /a HTTP/1.1\r\n Host: x\r\nContent-Length: 0\r\n\r\n" },
        { "a bare line feed after a header", Post("X-A: b\nContent-Length: 0\r\n") },
        { "a bare line feed at the end of the headers", "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\n\n" },
        { "a bare line feed after the request line", "POST /a HTTP/1.1\nHost: x\r\nContent-Length: 0\r\n\r\n" },
        { "a bare carriage return in a header", Post("X-A: b\rContent-Length: 0\r\n") },
        { "a null in a header", Post("X-A: b\0c\r\nContent-Length: 0\r\n") },
        { "a null in a header's name", Post("X-A\0: b\r\nContent-Length: 0\r\n") },
        { "a header without a colon", Post("X-A\r\nContent-Length: 0\r\n") },
        { "a target with another host", "GET http://evil.test/a HTTP/1.1\r\nHost: x\r\n\r\n" },
        { "two hosts", "GET /a HTTP/1.1\r\nHost: x\r\nHost: evil.test\r\n\r\n" },
        { "no host", "GET /a HTTP/1.1\r\n\r\n" },
        { "a host that is a path", "GET /a HTTP/1.1\r\nHost: x/y\r\n\r\n" },
        { "chunks of HTTP/1.0", "POST /a HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" },
        { "chunks of HTTP/1.0 kept alive", "POST /a HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" },
        { "a version nobody knows", "GET /a HTTP/1.9\r\nHost: x\r\n\r\n" },
        { "the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" },
    };

    public async Task InitializeAsync()
    {
        _backend = await Backend.StartAsync();
        _gateway = await RunningGateway.StartAsync(Everything(_backend.Port));
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task A_hidden_request_reaches_no_service_and_the_one_around_it_is_refused(string trick, string request)
    {
        var text = await Raw.ExchangeAsync(_gateway.Address, request + Hidden);

        text.ShouldNotContain("HTTP/1.1 2", Case.Sensitive, trick);
        text.Split("HTTP/1.1 ").Length.ShouldBeLessThanOrEqualTo(2, text);
        _backend.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_plain_requests_on_one_connection_are_two()
    {
        var first = Chunked("5;x=\"y\"\r\nhello\r\n0\r\n\r\n");

        var text = await Raw.ExchangeAsync(_gateway.Address, first + "GET /second HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        text.Split("HTTP/1.1 200").Length.ShouldBe(3, text);
        _backend.Requests.Select(r => (r.Target, r.Body)).ShouldBe([("/a", "hello"), ("/second", "")]);
    }

    // Kestrel takes it for the number that it is; the service is told that number.
    [Fact]
    public async Task A_length_with_a_sign_goes_on_without_it()
    {
        await Raw.SendAsync(_gateway.Address, "POST /a", "Content-Length: +5\r\n", "hello" + Hidden);

        _backend.Requests.Select(r => (r.Target, r.Body, r.Headers["Content-Length"])).ShouldBe([("/a", "hello", "5")]);
    }

    [Fact]
    public async Task A_trailer_is_no_header()
    {
        await using var guarded = await RunningGateway.StartAsync(
            Everything(_backend.Port, """ "AuthenticationOptions": { "AuthenticationProviderKeys": [ "Bearer" ] } """),
            TestIssuer.Arguments);
        var token = TestIssuer.Token(TestCaller.Everyone.ToString(), ["mediator"], [], []);
        var (status, _) = await Raw.SendAsync(guarded.Address, "POST /a", "Transfer-Encoding: chunked\r\nTrailer: Authorization\r\n",
            $"1\r\na\r\n0\r\nAuthorization: Bearer {token}\r\nX-User-Id: 1\r\n\r\n");
        status.ShouldBe(401);

        await Raw.SendAsync(_gateway.Address, "POST /a", "Transfer-Encoding: chunked\r\n", $"1\r\na\r\n0\r\nAuthorization: Bearer {token}\r\nX-User-Id: 1\r\n\r\n");

        _backend.Last.Headers.Keys.ShouldNotContain("Authorization");
        _backend.Last.Headers.Keys.ShouldNotContain("X-User-Id");
    }

    [Theory]
    [InlineData(8 * 1024, 1, 16, 414)]
    [InlineData(16, 65, 16, 431)]
    [InlineData(16, 1, 25 * 1024, 431)]
    [InlineData(4 * 1024, 40, 256, 200)]
    public async Task Long_addresses_and_too_many_or_too_long_headers_are_refused(int path, int headers, int each, int status)
    {
        var lines = string.Concat(Enumerable.Range(0, headers).Select(n => $"X-H{n}: {new string('h', each)}\r\n"));

        var answer = await Raw.SendAsync(_gateway.Address, "GET /" + new string('p', path), lines);

        answer.Status.ShouldBe(status);
        _backend.Requests.Count.ShouldBe(status == (int)HttpStatusCode.OK ? 1 : 0);
    }

    private static string Post(string headers) => $"POST /a HTTP/1.1\r\nHost: x\r\n{headers}\r\n";

    private static string Chunked(string body) => Post("Transfer-Encoding: chunked\r\n") + body;
}
