using Npgsql;

namespace Mediation.EventStore;

/// <summary>Positional parameters of a statement that is put together from parts.</summary>
public static class SqlParameters
{
    /// <summary>Adds a value.</summary>
    /// <returns>What stands for it in the SQL: <c>$1</c>, <c>$2</c> …</returns>
    public static string Bind<T>(this List<NpgsqlParameter> parameters, T value)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return $"${parameters.Count}";
    }

    /// <summary>
    /// <c>any(…)</c> over an array parameter, such that PostgreSQL plans the statement once and for all: of an array that it sees it counts the
    /// elements, and a plan for few of them always looks cheaper than the kept one, so that it would plan anew every time.
    /// </summary>
    /// <param name="parameter">Such as <c>$1</c>.</param>
    /// <param name="type">Of its elements.</param>
    public static string AnyOf(string parameter, string type) => $"any((select {parameter}::{type}[])::{type}[])";
}
