using System.CommandLine;
using System.Globalization;

namespace Neuro.Cli.Options;

/// <summary>Limits of options that are whole numbers.</summary>
internal static class OptionLimits
{
    /// <summary>Refuses a value of <paramref name="option"/> below <paramref name="minimum"/>.</summary>
    public static void AtLeast(this Option option, int minimum) => option.Validators.Add(result =>
    {
        // What is no number at all is refused by the option itself.
        if (result.Tokens is [{ Value: var text }]
            && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value)
            && value < minimum)
            result.AddError($"{option.Name} is {value}; it is at least {minimum}");
    });
}
