using Yarp.ReverseProxy.Forwarder;

namespace Mediation.Gateway.Requests;

/// <summary>Turns what went wrong between gateway and service, or in the gateway itself, into problem details.</summary>
internal static class ForwardingAnswers
{
    public static void UseForwardingAnswers(this IApplicationBuilder proxy) => proxy.Use(async (http, next) =>
    {
        await next(http);
        if (http.GetForwarderErrorFeature() is { } failure && !http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            await Answer(failure).WriteAsync(http);
        }
    });

    public static void UseFaultAnswers(this WebApplication app) => app.UseExceptionHandler(new ExceptionHandlerOptions
    {
        ExceptionHandler = http => http.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>()?.Error switch
        {
            BadHttpRequestException { StatusCode: 413 } => Problem.BodyTooLarge.WriteAsync(http),
            BadHttpRequestException => Problem.BodyBroken.WriteAsync(http),
            _ => Problem.Fault.WriteAsync(http),
        },
    });

    private static Problem Answer(IForwarderErrorFeature failure) => failure.Error switch
    {
        ForwarderError.RequestTimedOut or ForwarderError.UpgradeActivityTimeout => Problem.TimedOut,
        ForwarderError.RequestBodyClient when Status(failure.Exception) == 413 => Problem.BodyTooLarge,
        ForwarderError.RequestBodyClient => Problem.BodyBroken,
        _ when Status(failure.Exception) == 413 => Problem.BodyTooLarge,
        _ => Problem.Unreachable,
    };

    private static int? Status(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is BadHttpRequestException bad)
            {
                return bad.StatusCode;
            }
        }

        return (exception as AggregateException)?.Flatten().InnerExceptions.OfType<BadHttpRequestException>().FirstOrDefault()?.StatusCode;
    }
}
