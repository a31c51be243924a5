namespace Neuro.Cli.Crossbars;

/// <summary>A member of a specification that the command line can change.</summary>
/// <param name="Path">Where it is: "device.levels", "array.adc.bits".</param>
/// <param name="Type">Type of a value; for a part that can be absent, that part's.</param>
/// <param name="IsPart">Whether it is a part that can only be taken away, with the value "none".</param>
internal sealed record Setting(string Path, Type Type, bool IsPart);
