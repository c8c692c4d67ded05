namespace Mediation.Workflow.Impartiality;

internal static class ImpartialityEndpoints
{
    internal static void MapImpartiality(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases/{id}").WithTags("impartiality");
        cases.MapGet("impartiality", ReadImpartiality.GetAsync).WithName("ReadImpartiality").WithSummary("亲属登记与回避 / Relatives and objections")
            .Produces<ImpartialityView>();
        Endpoints.Command(cases.MapPost("relatives", DeclareRelative.PostAsync), "DeclareRelative", "登记当事人亲属 / Declare a party's relative", 201);
        Endpoints.Command(cases.MapPost("objections", RaiseObjection.PostAsync), "RaiseObjection", "申请回避 / Object to the mediator", 201);
        Endpoints.Command(
            cases.MapPost("objections/{objectionId}/decision", DecideObjection.PostAsync), "DecideObjection", "回避决定 / Decide an objection");

        var sessions = api.MapGroup("/sessions/{id}").WithTags("impartiality");
        Endpoints.Command(
            sessions.MapPost("conflict-check", CheckConflicts.PostAsync), "CheckConflicts", "利害关系核查 / Check for conflicts of interest");
        Endpoints.Command(
            sessions.MapPost("conflicts/{conflictId}/overruling", OverruleConflict.PostAsync), "OverruleConflict",
            "排除利害关系 / Overrule a conflict with reasons");
        Endpoints.Command(
            sessions.MapPost("participants/{pid}/declaration", DeclareInterest.PostAsync), "DeclareInterest",
            "利害关系申报 / A participant declares an interest, or none", 201);
    }
}
