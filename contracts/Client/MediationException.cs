using System.Net;

namespace Mediation.Client;

/// <summary>What was asked was refused, or nothing that makes sense was answered.</summary>
public sealed class MediationException : Exception
{
    /// <summary>From problem details.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">Stable code.</param>
    /// <param name="title">Text for people.</param>
    /// <param name="errors">Fields at fault.</param>
    public MediationException(HttpStatusCode status, string code, string title, IReadOnlyList<FieldProblem>? errors = null)
        : base($"{code} ({(int)status}): {title}") => (Status, Code, Title, Errors) = (status, code, title, errors ?? []);

    /// <summary>HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Stable code, such as <c>area.unknown</c>: never renamed. <c>answer.unreadable</c> when the answer was no problem details.</summary>
    public string Code { get; }

    /// <summary>Text for people, in the language of the request.</summary>
    public string Title { get; }

    /// <summary>Fields at fault; empty where it is not about fields.</summary>
    public IReadOnlyList<FieldProblem> Errors { get; }
}

/// <summary>A field at fault.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Text">Text for people.</param>
public sealed record FieldProblem(string Field, string Code, string Text);

internal sealed record ProblemBody(string? Title, string? Code, IReadOnlyList<FieldProblem>? Errors);
