using Mediation.Identity.AccessChanges;
using Mediation.Identity.Clients;
using Mediation.Identity.SignIn;
using Mediation.Identity.Tokens;
using Mediation.Identity.Users;
using Mediation.ServiceDefaults;

namespace Mediation.Identity;

/// <summary>Every route of the service, beside those that OpenIddict answers alone: discovery, JWKS, revocation.</summary>
internal static class IdentityEndpoints
{
    private const string Style = "Mediation.Identity.SignIn.style.css";

    internal static void MapIdentity(this WebApplication app)
    {
        app.MapProtocol();
        app.MapPages();
        app.MapUsers();
        app.MapAuditTrail("identity");
        app.MapGet("/internal/access-changes", ListAccessChanges.HandleAsync).ExcludeFromDescription();
    }

    private static void MapProtocol(this WebApplication app)
    {
        var connect = app.MapGroup("/connect").ExcludeFromDescription();
        connect.MapMethods("/authorize", ["GET", "POST"], Authorize.HandleAsync);
        connect.MapPost("/token", Exchange.HandleAsync).WithMetadata(AddressLimits.Tokens);
        connect.MapMethods("/endsession", ["GET", "POST"], (Delegate)EndSession.HandleAsync);
        connect.MapMethods("/userinfo", ["GET", "POST"], UserInfo.HandleAsync);
    }

    private static void MapPages(this WebApplication app)
    {
        var pages = app.MapGroup("/account").ExcludeFromDescription().AddEndpointFilter(PageRules.FromOurPageAsync);
        pages.MapGet("/sign-in", SignInWithPassword.Show);
        pages.MapPost("/sign-in", SignInWithPassword.HandleAsync).WithMetadata(AddressLimits.SignIn);
        pages.MapGet("/second-factor", SignInWithCode.ShowAsync);
        pages.MapPost("/second-factor", SignInWithCode.HandleAsync).WithMetadata(AddressLimits.SignIn);
        pages.MapGet("/continue", ContinueWithoutForm.Show);
        pages.MapGet("/signed-out", SignOut.ShowDone);
        pages.MapGet("/style.css", () => Results.Stream(typeof(IdentityEndpoints).Assembly.GetManifestResourceStream(Style)!, "text/css"));

        var own = pages.MapGroup("").AddEndpointFilter(PageRules.SignedInAsync);
        own.MapGet("", SignOut.ShowAccountAsync);
        own.MapGet("/password", ChangePassword.ShowAsync);
        own.MapPost("/password", ChangePassword.HandleAsync).WithMetadata(AddressLimits.SignIn);
        own.MapGet("/authenticator", SetUpSecondFactor.ShowAsync);
        own.MapPost("/authenticator", SetUpSecondFactor.TurnOnAsync).WithMetadata(AddressLimits.SignIn);
        own.MapPost("/authenticator/removal", SetUpSecondFactor.TurnOffAsync).WithMetadata(AddressLimits.SignIn);
        own.MapGet("/sign-out", SignOut.Show);
        own.MapPost("/sign-out", (Delegate)SignOut.HandleAsync);
        own.MapPost("/sign-out-everywhere", SignOut.EverywhereAsync);
    }

    private static void MapUsers(this WebApplication app)
    {
        var users = app.MapGroup("/api/v1/users").WithTags("Users").ProducesProblem(400);
        users.MapGet("/", ListUsers.HandleAsync).WithName("ListUsers").WithSummary("List users").Produces<ListPage<UserRead>>();
        users.MapPost("/", CreateUser.HandleAsync).WithName("CreateUser")
            .WithSummary("Create a user; the answer shows the password once").Produces<UserWithPassword>(201).ProducesProblem(409);
        users.MapGet("/{id}", GetUser.HandleAsync).WithName("GetUser").WithSummary("Read a user").Produces<UserRead>().ProducesProblem(404);
        users.MapPost("/{id}/roles", ChangeRoles.HandleAsync).WithName("ChangeRoles")
            .WithSummary("Replace roles, units or areas").Produces<UserRead>().ProducesProblem(404).ProducesProblem(412).ProducesProblem(428);
        users.MapPost("/{id}/disablement", DisableUser.HandleAsync).WithName("DisableUser")
            .WithSummary("Disable a user and end all sessions").Produces<UserRead>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        users.MapPost("/{id}/enablement", EnableUser.HandleAsync).WithName("EnableUser")
            .WithSummary("Enable or unlock a user").Produces<UserRead>().ProducesProblem(404).ProducesProblem(412).ProducesProblem(428);
        users.MapPost("/{id}/password-reset", ResetPassword.HandleAsync).WithName("ResetPassword")
            .WithSummary("Give a new password, shown once").Produces<UserWithPassword>().ProducesProblem(404).ProducesProblem(412).ProducesProblem(428);
        app.MapGroup("/api/v1/clients").WithTags("Clients")
            .MapPost("/{id}/revocation", RevokeClient.HandleAsync).WithName("RevokeClient")
            .WithSummary("Forget a client and end its sessions").Produces<RevokedClient>().ProducesProblem(404);
    }
}
