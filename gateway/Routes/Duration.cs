using System.Globalization;

namespace Mediation.Gateway.Routes;

/// <summary>Ocelot's way to write a length of time: a number and ms, s, m, h or d; milliseconds without a unit.</summary>
internal static class Duration
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var number = text.AsSpan().Trim().TrimEnd("msdh");
        double? unit = text.AsSpan().Trim()[number.Length..] switch
        {
            "" or "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => null,
        };
        duration = default;
        if (unit is null || !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        var milliseconds = count * unit.Value;
        // Written so that NaN fails too.
        if (!(milliseconds is >= 1 and <= 86_400_000d * 366))
        {
            return false;
        }

        duration = TimeSpan.FromMilliseconds(milliseconds);
        return true;
    }
}
