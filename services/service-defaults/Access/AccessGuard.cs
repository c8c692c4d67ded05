using System.Collections.Concurrent;
using System.Collections.Frozen;
using Mediation.Contracts;

namespace Mediation.ServiceDefaults;

/// <summary>Lets nobody through to a route without a verified token and a role that the access table names.</summary>
public static class AccessGuard
{
    private static readonly Refusal NoToken =
        new("token.missing", "须先登录", "A token is needed") { Status = StatusCodes.Status401Unauthorized };

    private static readonly Refusal BadToken =
        new("token.invalid", "登录已失效，请重新登录", "The token is not valid here") { Status = StatusCodes.Status401Unauthorized };

    private static readonly Refusal NoRole =
        new("access.role", "您的角色无权进行此操作", "Your role may not do this") { Status = StatusCodes.Status403Forbidden };

    internal static readonly Refusal NoIssuer =
        new("identity.unavailable", "登录服务暂不可用，请稍后重试", "The identity service does not answer; try again") { Status = StatusCodes.Status503ServiceUnavailable };

    /// <summary>Adds the verification of tokens.</summary>
    /// <param name="builder">The host; reads <c>Authentication</c>.</param>
    /// <param name="audiences">Whom a token must be for; one of them is enough.</param>
    public static WebApplicationBuilder AddTokens(this WebApplicationBuilder builder, params IReadOnlyList<string> audiences)
    {
        builder.Services.AddSingleton<AccessChanges>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AccessChanges>());
        builder.Services.AddSingleton(services => new TokenCheck(
            builder.Configuration, audiences, services.GetRequiredService<AccessChanges>(), services.GetService<OwnIssuer>()));
        return builder;
    }

    /// <summary>Guards all routes mapped so far: call it last.</summary>
    /// <param name="app">The host.</param>
    /// <param name="table">The service's rows of the access table.</param>
    /// <exception cref="InvalidOperationException">A route has no row, or a row no route; the message names them.</exception>
    public static WebApplication UseAccess(this WebApplication app, IReadOnlyList<AccessRule> table)
    {
        app.RequireAccessTable(table);
        var rows = table.ToFrozenDictionary(rule => rule.Route, StringComparer.Ordinal);
        // By instance, which routing makes once: a name is put together only once, too. What is no route (405) has no rule.
        var rules = new ConcurrentDictionary<RouteEndpoint, AccessRule>();
        var tokens = app.Services.GetRequiredService<TokenCheck>();
        var refused = app.Services.GetService<RefusedAccess>();
        app.Use((http, next) => http.GetEndpoint() is RouteEndpoint route && rules.GetOrAdd(route, r => rows[NamesOf(r).First()]) is { Open: false } rule
            ? AdmitAsync(http, next, rule, tokens, refused)
            : next(http));
        app.Use(CommandRequest.HashBodyAsync);
        return app;
    }

    private static void RequireAccessTable(this WebApplication app, IReadOnlyList<AccessRule> table)
    {
        var routes = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().SelectMany(NamesOf).ToHashSet(StringComparer.Ordinal);
        routes.SymmetricExceptWith(table.Select(rule => rule.Route));
        if (routes.Count > 0)
        {
            throw new InvalidOperationException($"In the access table or among the routes, but not in both: {string.Join(", ", routes)}");
        }
    }

    /// <summary>The route of a request as the access table names it.</summary>
    internal static string RouteOf(HttpContext http) => http.GetEndpoint() is RouteEndpoint route ? NamesOf(route).First() : http.Request.Method;

    private static async Task AdmitAsync(HttpContext http, RequestDelegate next, AccessRule rule, TokenCheck tokens, RefusedAccess? refused)
    {
        var (caller, refusal) = await CallerAsync(http, rule, tokens);
        if (refusal is not null)
        {
            if (refusal == BadToken || refusal == NoRole)
            {
                refused?.Note(http, caller, refusal == BadToken ? AuditActions.TokenRefused : AuditActions.RoleRefused);
            }

            http.Response.Headers.WWWAuthenticate = refusal == NoToken ? "Bearer" : refusal == BadToken ? "Bearer error=\"invalid_token\"" : default;
            await Problem.From(http, refusal).ExecuteAsync(http);
            return;
        }

        http.Features.Set(new Admission(caller!, caller!.ScopeOn(rule)));
        await next(http);
        if (http.Response.StatusCode == StatusCodes.Status403Forbidden)
        {
            refused?.Note(http, caller, AuditActions.ScopeRefused);
        }
    }

    /// <returns>One of them, or both: a role that is refused has somebody who bears it.</returns>
    private static async ValueTask<(Caller?, Refusal?)> CallerAsync(HttpContext http, AccessRule rule, TokenCheck tokens)
    {
        if (http.Features.Get<Vouched>() is { } vouched)
        {
            return (vouched.Caller, rule.Admits(vouched.Caller.Roles) ? null : NoRole);
        }

        if (TokenCheck.TokenOf(http) is not { } token)
        {
            return (null, NoToken);
        }

        try
        {
            return await tokens.CallerAsync(token) is not { } caller ? (null, BadToken)
                : (caller, rule.Admits(caller.Roles) ? null : NoRole);
        }
        catch (IssuerUnreachableException)
        {
            return (null, NoIssuer);
        }
    }

    private static IEnumerable<string> NamesOf(RouteEndpoint route)
    {
        var path = "/" + route.RoutePattern.RawText?.Trim('/');
        var methods = route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        // Health checks answer to any method.
        return methods.Count == 0 ? [$"GET {path}"] : methods.Select(method => $"{method} {path}");
    }
}
