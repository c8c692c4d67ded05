using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Mediation.Testing;
using Microsoft.AspNetCore.Http;
using static Mediation.Gateway.Tests.Ocelot;

namespace Mediation.Gateway.Tests;

public sealed class FailureTests
{
    [Theory]
    [InlineData("", "没有这个地址", "zh-CN")]
    [InlineData("en-GB,zh;q=0.9", "There is nothing at this address", "en")]
    [InlineData("en;q=0.1, zh-Hans;q=0.8", "没有这个地址", "zh-CN")]
    [InlineData("fr, en", "There is nothing at this address", "en")]
    [InlineData(";;;,,q=", "没有这个地址", "zh-CN")]
    public async Task An_unknown_address_is_a_problem_in_the_readers_language(string wanted, string title, string language)
    {
        await using var gateway = await RunningGateway.StartAsync(File(Route("/a", "/a", 1)));

        using var answer = await gateway.SendAsync(HttpMethod.Get, "/b", ("Accept-Language", wanted));

        var problem = await ProblemAsync(answer, 404, "route.unknown");
        problem["title"]!.ToString().ShouldBe(title);
        answer.Content.Headers.ContentLanguage.ShouldBe([language]);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task A_service_that_is_down_is_502()
    {
        await using var gateway = await RunningGateway.StartAsync(Everything(LoopbackPorts.Take()));

        await ProblemAsync(await gateway.GetAsync("/a"), 502, "service.unreachable");
    }

    [Fact]
    public async Task A_service_that_takes_too_long_is_504()
    {
        await using var backend = await Backend.StartAsync(http => Task.Delay(TimeSpan.FromSeconds(20), http.RequestAborted));
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port, """ "QoSOptions": { "TimeoutValue": 200 } """));

        await ProblemAsync(await gateway.GetAsync("/a"), 504, "service.timeout");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_413_with_or_without_a_declared_length(bool declared)
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port), "--Gateway:MaxBodyBytes", "1000");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Address, "/a")) { Content = new ByteArrayContent(new byte[5000]) };
        request.Headers.TransferEncodingChunked = !declared;

        await ProblemAsync(await gateway.Client.SendAsync(request), 413, "body.tooLarge");
        backend.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_route_may_take_larger_bodies_than_the_others()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(
            File(Route("/files", "/swallow", backend.Port, """ "Metadata": { "MaxBodyBytes": "5000" } """), Route("/{any}", "/swallow", backend.Port)),
            "--Gateway:MaxBodyBytes", "1000");

        foreach (var (path, length, status) in ((string, int, int)[])[("/files", 5000, 200), ("/files", 5001, 413), ("/other", 1001, 413)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Address, path)) { Content = new ByteArrayContent(new byte[length]) };
            request.Headers.ExpectContinue = true;
            using var answer = await gateway.Client.SendAsync(request);
            ((int)answer.StatusCode).ShouldBe(status, $"{path} {length}");
        }
    }

    [Fact]
    public async Task One_mebibyte_is_the_default_limit()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port));

        using var fits = await gateway.Client.PostAsync(new Uri(gateway.Address, "/a"), new ByteArrayContent(new byte[1024 * 1024]));
        // Waits for the answer before it sends: otherwise the connection may be closed while it still writes.
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Address, "/a")) { Content = new ByteArrayContent(new byte[(1024 * 1024) + 1]) };
        request.Headers.ExpectContinue = true;
        using var tooLarge = await gateway.Client.SendAsync(request);

        fits.StatusCode.ShouldBe(HttpStatusCode.OK);
        await ProblemAsync(tooLarge, 413, "body.tooLarge");
    }

    [Fact]
    public async Task A_services_own_problem_passes_as_it_is()
    {
        await using var backend = await Backend.StartAsync(http =>
        {
            http.Response.StatusCode = 409;
            return http.Response.WriteAsJsonAsync(new { code = "case.closed" }, options: null, "application/problem+json");
        });
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port));

        await ProblemAsync(await gateway.GetAsync("/a"), 409, "case.closed");
    }

    [Fact]
    public async Task A_large_answer_streams_through_without_being_collected_first()
    {
        var release = new TaskCompletionSource();
        await using var backend = await Backend.StartAsync(async http =>
        {
            await http.Response.Body.WriteAsync(new byte[1024]);
            await http.Response.Body.FlushAsync();
            await release.Task;
            for (var i = 0; i < 64; i++)
            {
                await http.Response.Body.WriteAsync(new byte[1024 * 1024]);
            }
        });
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port));

        using var answer = await gateway.Client.GetAsync(new Uri(gateway.Address, "/a"), HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        (await stream.ReadAtLeastAsync(new byte[1024], 1024)).ShouldBe(1024);
        release.SetResult();

        var total = 0L;
        var buffer = new byte[65536];
        for (int read; (read = await stream.ReadAsync(buffer)) > 0;)
        {
            total += read;
        }

        total.ShouldBe(64L * 1024 * 1024);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task A_command_is_never_sent_twice_when_the_connection_breaks(string method)
    {
        using var stop = new CancellationTokenSource();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var received = new List<string>();
        var serving = BreakOnSecondAsync(listener, received, stop.Token);
        await using var gateway = await RunningGateway.StartAsync(Everything(((IPEndPoint)listener.LocalEndpoint).Port));

        (await gateway.GetAsync("/first")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ProblemAsync(await gateway.SendAsync(new HttpMethod(method), "/second"), 502, "service.unreachable");
        await stop.CancelAsync();
        await serving;

        received.ShouldBe(["GET /first", method + " /second"]);
    }

    [Theory]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n")]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n", "hello!")]
    [InlineData("Content-Length: 5, 5\r\n", "hello")]
    [InlineData("Transfer-Encoding: gzip\r\n", "hello")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked\r\n", "0\r\n\r\n")]
    [InlineData("X-A: b\r\n folded: c\r\n", "")]
    public async Task A_request_whose_length_can_be_read_in_two_ways_is_refused(string headers, string body)
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port));

        var (status, text) = await Raw.SendAsync(gateway.Address, "POST /a", headers, body + "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n");

        status.ShouldBeInRange(400, 501);
        text.Split("HTTP/1.1 ").Length.ShouldBe(2);
        backend.Requests.ShouldBeEmpty();
    }

    private static async Task BreakOnSecondAsync(TcpListener listener, List<string> received, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop);
                using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
                while (await reader.ReadLineAsync(stop) is { Length: > 0 } line)
                {
                    received.Add(line[..line.LastIndexOf(' ')]);
                    while (await reader.ReadLineAsync(stop) is { Length: > 0 })
                    {
                    }

                    if (received.Count == 2)
                    {
                        break;
                    }

                    await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static async Task<JsonNode> ProblemAsync(HttpResponseMessage answer, int status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, text);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        text.ShouldNotContain("   at ");
        var problem = JsonNode.Parse(text)!;
        problem["code"]!.ToString().ShouldBe(code);
        return problem;
    }
}
