using Mediation.Identity.Keys;
using Mediation.ServiceDefaults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Mediation.Identity.Users;

internal sealed record CreateUser(
    string Name = "", IReadOnlyList<string>? Roles = null, IReadOnlyList<Guid>? Units = null, IReadOnlyList<string>? Areas = null, string? Display = null)
{
    private static readonly Refusal NameTaken = new("user.nameTaken", "登录名已被使用", "The login name is taken");

    internal static FieldCheck Check(CreateUser body) => new FieldCheck()
        .Text("name", body.Name, 50)
        .That(body.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_'), "name", "malformed", "登录名只能含字母、数字和-._", "Letters, digits and -._ only")
        .That(body.Roles is { Count: > 0 }, "roles", "required", "必填", "Required")
        .Check(body.Roles, body.Units, body.Areas)
        .OptionalText("display", body.Display, 100);

    internal static async Task<IResult> HandleAsync(
        HttpContext http, CreateUser body, AdminShell shell, UserManager<User> users, Sealer sealer, TimeProvider clock) => Check(body).Refusal is { } bad
            ? Problem.From(http, bad)
            : await shell.RunAsync(http, () => AddAsync(http, body, shell, users, sealer, clock));

    private static async Task<Outcome> AddAsync(
        HttpContext http, CreateUser body, AdminShell shell, UserManager<User> users, Sealer sealer, TimeProvider clock)
    {
        var password = Passwords.New();
        var now = clock.GetUtcNow();
        var user = NewUser(Guid.CreateVersion7(now), body, sealer, now);
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        user.MustChangePassword = true;
        if (!await IsAddedAsync(users, user))
        {
            return new Outcome(NameTaken);
        }

        await shell.RecordAsync(http, AuditActions.AccountCreated, user.Id);
        return new Outcome(Reply.Created($"/api/v1/users/{user.Id}", new UserWithPassword(user.Id, password)), user.Version);
    }

    private static async Task<bool> IsAddedAsync(UserManager<User> users, User user)
    {
        try
        {
            return (await users.CreateAsync(user)).Succeeded;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Somebody else took the name between Identity's look and the insertion.
            return false;
        }
    }

    internal static User NewUser(Guid id, CreateUser body, Sealer sealer, DateTimeOffset now) => new()
    {
        Id = id,
        UserName = body.Name,
        Roles = [.. body.Roles!.Distinct()],
        Units = [.. (body.Units ?? []).Distinct()],
        Areas = [.. (body.Areas ?? []).Distinct()],
        Display = DisplayName.Seal(id, body.Display, sealer),
        CreatedAt = now,
    };
}

/// <summary>The password is shown this once, and must be changed at the first sign-in.</summary>
internal sealed record UserWithPassword(Guid Id, string Password);
