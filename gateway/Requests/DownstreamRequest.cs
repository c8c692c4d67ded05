using Mediation.Gateway.Routes;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Mediation.Gateway.Requests;

/// <summary>What a service sees of a request, and what a client sees of the answer.</summary>
internal static class DownstreamRequest
{
    // The path must arrive as it was written: decoding and encoding again would turn %252F into %2F.
    private static readonly UriCreationOptions _untouched = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static void Shape(TransformBuilderContext context)
    {
        var route = ProxyTable.RouteOf(context.Route);
        var (upstream, downstream) = (PathTemplate.Parse(route.Upstream), PathTemplate.Parse(route.Downstream));
        var same = route.Upstream == route.Downstream;
        var open = downstream.StartsOpen;
        context.AddRequestTransform(request =>
        {
            var path = RequestTarget.RawPath(request.HttpContext);
            path = same ? path : downstream.Fill(upstream.Extract(path));
            if (open && InternalPaths.Has(path))
            {
                // With an answer begun, YARP asks no service.
                return new ValueTask(Problem.UnknownRoute.WriteAsync(request.HttpContext));
            }

            request.ProxyRequest.RequestUri =
                new Uri(string.Concat(request.DestinationPrefix, path, request.HttpContext.Request.QueryString.Value), _untouched);
            return default;
        });
        context.AddResponseTransform(response =>
        {
            CleanAnswer(response);
            return default;
        });
    }

    private static void CleanAnswer(ResponseTransformContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        if (context.ProxyResponse?.Headers.NonValidated.TryGetValues("Connection", out var named) == true)
        {
            UntrustedHeaders.RemoveNamed(headers, new StringValues([.. named]));
        }

        foreach (var name in UntrustedHeaders.OfAnswers)
        {
            headers.Remove(name);
        }
    }
}
