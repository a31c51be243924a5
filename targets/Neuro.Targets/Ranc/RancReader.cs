using System.Collections.Immutable;
using System.Globalization;
using Neuro.Ir.Diagnostics;

namespace Neuro.Targets.Ranc;

/// <summary>
/// Reads folders of memory images as the RANC and SpikeHard projects write them: <c>*params.json</c>, <c>csram_i.mem</c> and
/// <c>tc_i.mem</c> for the core at place i, <c>tb_input.txt</c>, <c>tb_num_inputs.txt</c>, <c>tb_correct.txt</c> and
/// <c>tb_num_outputs.txt</c>; beside them <c>neuro_map.json</c>, where <see cref="RancWriter"/> wrote one.
/// </summary>
public static class RancReader
{
    // A core of 4,096 neurons with as many axons has 17 MB of digits.
    private const long LongestFile = 1L << 26;

    /// <summary>Reads <paramref name="folder"/>.</summary>
    /// <exception cref="DiagnosticException">It holds no image; everything that is known to be wrong is in it.</exception>
    public static RancImage Read(string folder)
    {
        string[] parameterFiles = Directory.Exists(folder) ? Directory.GetFiles(folder, "*params.json") : [];
        if (parameterFiles.Length != 1)
            throw Bad(folder, $"the folder holds {parameterFiles.Length} files *params.json instead of one");
        List<Diagnostic> findings = [];
        RancParameters parameters =
            RancParametersJson.Read(Text(parameterFiles[0]), Path.GetFileName(parameterFiles[0]), findings);
        ThrowIfAny(findings);
        Files files = new(folder, parameters, findings);
        RancImage image = new()
        {
            Parameters = parameters,
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            Cores = files.Cores(),
            Inputs = files.Inputs(),
            Outputs = files.Outputs(),
        };
        ThrowIfAny(findings);
        string map = Path.Combine(folder, RancMapJson.FileName);
        return File.Exists(map) ? RancMapJson.Read(Text(map), image) : image;
    }

    private static void ThrowIfAny(List<Diagnostic> findings)
    {
        if (findings.Count > 0) throw new DiagnosticException([.. findings]);
    }

    private static DiagnosticException Bad(string place, string problem) =>
        new(DiagnosticCatalog.RancImageBad.At(place, problem));

    private static string Text(string path)
    {
        if (new FileInfo(path).Length > LongestFile)
            throw Bad(Path.GetFileName(path), $"the file is longer than {LongestFile} bytes");
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(DiagnosticCatalog.ModelFileUnreadable.At(path, path, e.Message), e);
        }
    }

    /// <summary>The files of one folder.</summary>
    private sealed class Files(string folder, RancParameters parameters, List<Diagnostic> findings)
    {
        private readonly RancFormat _format = new(parameters);

        public ImmutableSortedDictionary<int, RancCore> Cores()
        {
            ImmutableSortedDictionary<int, RancCore>.Builder cores = ImmutableSortedDictionary.CreateBuilder<int, RancCore>();
            foreach (string path in Directory.GetFiles(folder, "csram_*.mem").Order(StringComparer.Ordinal))
            {
                string name = Path.GetFileName(path), number = name["csram_".Length..^".mem".Length];
                if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int place)
                    || place >= parameters.Places || cores.ContainsKey(place))
                {
                    Find(name, $"'{number}' is no place of a grid of {parameters.GridX} x {parameters.GridY}, or there twice");
                    continue;
                }
                string[] words = Lines(name, parameters.WordBits, parameters.Neurons);
                string[] types = Lines($"tc_{number}.mem", parameters.TypeBits, parameters.Axons);
                if (words.Length == parameters.Neurons && types.Length == parameters.Axons)
                    cores[place] = new(Types($"tc_{number}.mem", types), Words(name, words));
            }
            if (cores.Count == 0 && findings.Count == 0) Find(folder, "there is no csram_0.mem, nor any other core");
            return cores.ToImmutable();
        }

        public ImmutableArray<ImmutableArray<RancPacket>> Inputs() =>
            Ticks("tb_input.txt", "tb_num_inputs.txt", parameters.PacketBits, _format.Packet);

        public ImmutableArray<ImmutableArray<int>> Outputs() =>
            Ticks("tb_correct.txt", "tb_num_outputs.txt", parameters.OutputBits, Number);

        private ImmutableArray<int> Types(string name, string[] lines)
        {
            int[] types = Array.ConvertAll(lines, Number);
            int unknown = Array.FindIndex(types, t => t >= parameters.Weights);
            if (unknown >= 0)
                Find($"{name}:{unknown + 1}", $"an axon is of type {types[unknown]}; there are {parameters.Weights}, from 0 on");
            return [.. types];
        }

        private ImmutableArray<RancWord> Words(string name, string[] lines)
        {
            RancWord[] words = Array.ConvertAll(lines, _format.Word);
            for (int i = 0; i < words.Length; i++)
            {
                if (words[i].Mode > 1) Find($"{name}:{i + 1}", $"reset mode {words[i].Mode} is not known; 0 and 1 are");
                if (words[i].Axon >= parameters.Axons)
                    Find($"{name}:{i + 1}", $"it sends to axon {words[i].Axon} of {parameters.Axons}");
            }
            return [.. words];
        }

        private ImmutableArray<ImmutableArray<T>> Ticks<T>(string items, string counts, int bits, Converter<string, T> convert)
        {
            if (!File.Exists(Path.Combine(folder, items)) && !File.Exists(Path.Combine(folder, counts))) return [];
            string[] lines = Lines(items, bits, null), numbers = Lines(counts, null, null);
            List<ImmutableArray<T>> ticks = [];
            int at = 0;
            foreach (string text in numbers)
            {
                if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                    || count > lines.Length - at)
                {
                    Find($"{counts}:{ticks.Count + 1}",
                        $"'{text}' is no number of the {lines.Length - at} lines that {items} has left");
                    return [];
                }
                ticks.Add([.. lines[at..(at + count)].Select(l => convert(l))]);
                at += count;
            }
            if (at < lines.Length) Find(items, $"it has {lines.Length} lines; {counts} counts {at}");
            return [.. ticks];
        }

        private string[] Lines(string name, int? digits, int? count)
        {
            string path = Path.Combine(folder, name);
            if (!File.Exists(path))
            {
                Find(name, "the file is missing");
                return [];
            }
            string[] lines = Text(path).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            int wrong = digits is null
                ? -1 : Array.FindIndex(lines, l => l.Length != digits || l.AsSpan().IndexOfAnyExcept('0', '1') >= 0);
            if (wrong >= 0)
                Find($"{name}:{wrong + 1}", $"the line is not {digits} binary digits; it has {lines[wrong].Length} characters");
            else if (count is not null && lines.Length != count)
                Find(name, $"it has {lines.Length} lines instead of {count}");
            else return lines;
            return [];
        }

        private static int Number(string digits) => digits.Aggregate(0, (value, digit) => (value << 1) | (digit - '0'));

        private void Find(string place, string problem) =>
            findings.Add(DiagnosticCatalog.RancImageBad.At($"{Path.GetFileName(folder)}/{place}", problem));
    }
}
