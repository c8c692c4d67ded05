using System.Text.Json;
using Mediation.EventStore;
using Npgsql;

namespace Mediation.ServiceDefaults;

/// <summary>The outermost middleware: whatever goes wrong becomes problem details, never a stack trace.</summary>
internal sealed partial class FaultsToProblems(RequestDelegate next, ILogger<FaultsToProblems> logger)
{
    private static readonly Refusal StoreAway =
        new("store.unavailable", "数据库暂不可用，请稍后以同一幂等键重试", "The store is away; repeat later under the same key") { Status = 503 };

    private static readonly Refusal OutcomeUnknown =
        new("outcome.unknown", "提交结果未知，请以同一幂等键重试", "The outcome is unknown; repeat under the same key") { Status = 503 };

    private static readonly Refusal AuditAway =
        new("audit.unavailable", "审计记录暂不可用，个人信息未予显示，请稍后重试", "The audit trail is away, so personal data are not shown; try again") { Status = 503 };

    private static readonly Refusal Internal = new("internal", "系统内部错误", "Internal error") { Status = 500 };

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone; nobody reads an answer.
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            await AnswerAsync(http, e);
        }
    }

    private async Task AnswerAsync(HttpContext http, Exception fault)
    {
        var refusal = fault switch
        {
            BadHttpRequestException bad => FromRequest(bad),
            CommitOutcomeUnknownException => OutcomeUnknown,
            AuditUnavailableException => AuditAway,
            IssuerUnreachableException => AccessGuard.NoIssuer,
            PostgresException { InvariantSeverity: "ERROR" } => Internal,
            NpgsqlException or TimeoutException => StoreAway,
            _ => Internal,
        };
        if (refusal.Status >= 500)
        {
            LogFault(logger, refusal.Code, http.GetEndpoint()?.DisplayName, fault);
            http.Response.Headers.RetryAfter = "2";
        }

        await Problem.From(http, refusal).ExecuteAsync(http);
    }

    private static Refusal FromRequest(BadHttpRequestException bad)
    {
        if (bad.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new Refusal("body.tooLarge", "内容过大", "The body is too large") { Status = 413 };
        }

        if (bad.StatusCode == StatusCodes.Status415UnsupportedMediaType)
        {
            return new Refusal("body.mediaType", "仅接受 application/json", "Only application/json is accepted") { Status = 415 };
        }

        var field = (bad.InnerException as JsonException)?.Path?.TrimStart('$').TrimStart('.');
        return new Refusal("request.malformed", "请求格式有误", "The request is malformed")
        {
            Status = StatusCodes.Status400BadRequest,
            Errors = string.IsNullOrEmpty(field) ? [] : [new FieldError(field, "malformed", "格式有误", "Malformed or unknown")],
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Answered {Code} at {Endpoint}")]
    private static partial void LogFault(ILogger logger, string code, string? endpoint, Exception fault);
}
