using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Neuro.Cli.Options;
using Neuro.Compiler.Passes;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Crossbars;

/// <summary>
/// Changes to single members of a device, an array and what else a binding says, for studies: <c>device.levels=16</c>,
/// <c>array.adc.bits=6</c>, <c>array.r_wire=0.35</c> (both segments), <c>device.drift=none</c>, <c>time=1y</c>.
/// </summary>
/// <param name="Assignments">Paths and values, applied in their order.</param>
internal sealed record SpecificationOverrides(ImmutableArray<(string Path, string Value)> Assignments)
{
    private const string Wire = "array.r_wire";
    private static readonly string[] Segments = ["array.r_word_line", "array.r_bit_line"];
    private static readonly string[] OfBinding = ["time", "temperature", "drift_compensation"];

    /// <summary>No changes.</summary>
    public static SpecificationOverrides None { get; } = new(ImmutableArray<(string, string)>.Empty);

    /// <summary>Reads <c>path=value</c> texts.</summary>
    /// <exception cref="DiagnosticException">NEU3560: some are not of that form; names all of them.</exception>
    public static SpecificationOverrides Parse(IEnumerable<string> texts)
    {
        List<(string, string)> assignments = [];
        List<Diagnostic> wrong = [];
        foreach (string text in texts)
        {
            if (text.IndexOf('=') is > 0 and int at)
                assignments.Add((text[..at].Trim(), text[(at + 1)..].Trim()));
            else
                wrong.Add(DiagnosticCatalog.SettingMalformed.At(null, text));
        }
        return wrong.Count == 0 ? new([.. assignments]) : throw new DiagnosticException([.. wrong]);
    }

    /// <summary>Every path that <see cref="Apply"/> takes for <paramref name="options"/>, in their order.</summary>
    public static ImmutableArray<string> Paths(BindOptions options) =>
        [.. Known(options).Select(s => s.Path), Wire, .. OfBinding];

    /// <summary>These changes, and one more after them.</summary>
    public SpecificationOverrides With(string path, string value) => new(Assignments.Add((path, value)));

    /// <summary><paramref name="options"/> with the changes.</summary>
    /// <exception cref="DiagnosticException">Unknown paths (NEU3561) and values of another type (NEU3562): all of them; or what
    /// the record itself does not take.</exception>
    public BindOptions Apply(BindOptions options)
    {
        List<Diagnostic> wrong = [];
        JsonObject device = JsonNode.Parse(SpecificationJson.Print(options.Device))!.AsObject();
        JsonObject array = JsonNode.Parse(SpecificationJson.Print(options.Array))!.AsObject();
        Dictionary<string, Setting> known = Known(options).ToDictionary(s => s.Path);
        foreach ((string path, string value) in Assignments)
        {
            if (OfBinding.Contains(path))
            {
                options = SetBinding(options, path, value, wrong);
                continue;
            }
            foreach (string target in path == Wire ? Segments : [path])
            {
                if (!known.TryGetValue(target, out Setting? setting))
                    wrong.Add(DiagnosticCatalog.SettingUnknown.At(
                        null, path, Suggestion.For(path, Paths(options)), string.Join(", ", Paths(options))));
                else if (!Settings.TryParse(setting, value, out JsonNode? node))
                    wrong.Add(DiagnosticCatalog.SettingValue.At(null, value, path, Settings.Form(setting)));
                else
                    Settings.Set(target[0] == 'd' ? device : array, [.. target.Split('.')[1..]], node);
            }
        }
        if (wrong.Count > 0)
            throw new DiagnosticException([.. wrong.Distinct()]);
        options = options with
        {
            Device = SpecificationJson.Parse<DeviceModel>(device.ToJsonString(), options.Device.Name),
            Array = SpecificationJson.Parse<CrossbarArray>(array.ToJsonString(), options.Array.Name),
        };
        ImmutableArray<Diagnostic> faults =
            [.. DeviceRules.Check(options.Device, null), .. CrossbarArrayRules.Check(options.Array, null)];
        return faults.IsEmpty ? options : throw new DiagnosticException(faults);
    }

    private static IEnumerable<Setting> Known(BindOptions options) =>
        Settings.Of(options.Device, "device").Concat(Settings.Of(options.Array, "array"));

    private static BindOptions SetBinding(BindOptions options, string path, string value, List<Diagnostic> wrong)
    {
        BindOptions? changed = path switch
        {
            "time" => Duration.TryParse(value) is { } time ? options with { Time = time } : null,
            "temperature" => Kelvin.TryParse(value) is { } kelvin ? options with { Temperature = kelvin } : null,
            _ => bool.TryParse(value, out bool flag) ? options with { DriftCompensation = flag } : null,
        };
        if (changed is null)
            wrong.Add(DiagnosticCatalog.SettingValue.At(
                null, value, path, path switch { "time" => Duration.Form, "temperature" => Kelvin.Form, _ => "true or false" }));
        return changed ?? options;
    }
}
