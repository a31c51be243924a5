using System.CommandLine;

namespace Neuro.Cli.Options;

/// <summary>Rules for the values of options.</summary>
internal static class OptionRules
{
    /// <summary>Refuses a value for which <paramref name="holds"/> is false; <paramref name="rule"/> says what holds.</summary>
    public static void Must<T>(this Option<T> option, Predicate<T?> holds, string rule) => option.Validators.Add(result =>
    {
        T? value;
        try
        {
            value = result.GetValue(option);
        }
        catch (InvalidOperationException)
        {
            return; // It does not parse, which the parser reports itself.
        }
        if (!holds(value))
            result.AddError(FormattableString.Invariant($"{option.Name} is {value}; it is {rule}"));
    });
}
