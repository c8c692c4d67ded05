using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Mediation.ServiceDefaults.Tests.Audit;

public sealed class Masking
{
    [Theory]
    [InlineData("13812345678", "138****5678")]
    [InlineData("138****5678", "138****5678")]
    [InlineData("11010519491231002X", "110***********002X")]
    [InlineData("1234567", "*******")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void numbers_are_masked(string? number, string? masked) => Mask.Number(number).ShouldBe(masked);

    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("张守田", "张*")]
    [InlineData("张*", "张*")]
    [InlineData("𠮷田", "𠮷*")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void names_are_masked(string? name, string? masked) => Mask.Name(name).ShouldBe(masked);

    [Theory]
    [InlineData("203.0.113.9", "198.51.100.1", "203.0.113.9")]
    [InlineData("127.0.0.1", "198.51.100.1", "198.51.100.1")]
    [InlineData("::ffff:127.0.0.1", "1.1.1.1, ::ffff:198.51.100.1", "198.51.100.1")]
    [InlineData("10.1.2.3", "198.51.100.1", "198.51.100.1")]
    [InlineData("127.0.0.1", "<script>", "127.0.0.1")]
    [InlineData("127.0.0.1", null, "127.0.0.1")]
    public void an_address_is_believed_from_the_gateway_only(string peer, string? told, string address)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        http.Request.Headers["X-Forwarded-For"] = told;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Audit:Proxies:0"] = "10.0.0.0/8" }).Build();
        new CallerAddress(configuration).Of(http).ShouldBe(address);
    }
}
