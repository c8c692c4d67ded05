using System.Text.Json;

namespace Mediation.Gateway.Requests;

/// <summary>A refusal of the gateway's own, as problem details (RFC 9457). Codes are stable; titles are for people.</summary>
internal sealed record Problem(int Status, string Code, string Chinese, string English)
{
    public static readonly Problem UnknownRoute = new(404, "route.unknown", "没有这个地址", "There is nothing at this address");
    public static readonly Problem Unreachable = new(502, "service.unreachable", "服务暂时无法访问", "The service cannot be reached");
    public static readonly Problem TimedOut = new(504, "service.timeout", "服务未在规定时间内答复", "The service did not answer in time");
    public static readonly Problem BodyTooLarge = new(413, "body.tooLarge", "提交的内容过大", "The body is too large");
    public static readonly Problem BodyBroken = new(400, "body.broken", "提交的内容不完整", "The body is broken off or malformed");
    public static readonly Problem TwoLengths = new(400, "request.ambiguous", "请求格式有歧义", "The request's length can be read in two ways");
    public static readonly Problem AmbiguousPath = new(400, "path.ambiguous", "地址格式有歧义", "The path is ambiguous");
    public static readonly Problem OtherSite = new(403, "origin.refused", "不接受其他网站页面的请求", "Pages of other sites may not call this");
    public static readonly Problem RateLimited = new(429, "rate.limited", "请求过于频繁，请稍后再试", "Too many requests; try again later");
    public static readonly Problem TokenMissing = new(401, "token.missing", "需要登录", "A token is required");
    public static readonly Problem TokenInvalid = new(401, "token.invalid", "登录凭证无效或已过期", "The token is invalid or has expired");
    public static readonly Problem ScopeMissing = new(403, "scope.missing", "没有访问权限", "The token does not allow this");
    public static readonly Problem IdentityUnavailable = new(503, "identity.unavailable", "登录服务暂不可用", "The identity service does not answer");
    public static readonly Problem Fault = new(500, "gateway.fault", "网关发生故障", "The gateway failed");

    public async Task WriteAsync(HttpContext http, string? detail = null)
    {
        var language = Languages.Of(http.Request);
        var response = http.Response;
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        response.Headers.ContentLanguage = language;
        await using var json = new Utf8JsonWriter(response.BodyWriter, new JsonWriterOptions { Encoder = Languages.Readable });
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", language == Languages.English ? English : Chinese);
        json.WriteNumber("status", Status);
        json.WriteString("code", Code);
        if (detail is not null)
        {
            json.WriteString("detail", detail);
        }

        json.WriteEndObject();
    }
}
