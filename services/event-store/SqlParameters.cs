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
}
