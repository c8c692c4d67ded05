namespace Mediation.Workflow.Methods;

internal static class MethodEndpoints
{
    internal static void MapMethods(this IEndpointRouteBuilder api)
    {
        var methods = api.MapGroup("/methods").WithTags("methods");
        methods.MapGet("", ReadMethods.AllAsync).WithName("ListMethods").WithSummary("工作法 / Methods, and what steps may require").Produces<MethodList>();
        methods.MapGet("{code}", ReadMethods.OneAsync).WithName("ReadMethod")
            .WithSummary("一种工作法 / One method, its current or a given version").Produces<MethodView>();
        Endpoints.Command(methods.MapPost("", PublishMethod.PostAsync), "PublishMethod", "公布自有工作法 / A committee makes a method its own", 201);
        Endpoints.Command(methods.MapPost("{code}/versions", PublishVersion.PostAsync), "PublishVersion", "公布新版本 / A further version", 201);
        Endpoints.Command(methods.MapPost("{code}/retirement", RetireMethod.PostAsync), "RetireMethod", "停用工作法 / Retire a method");
    }
}
