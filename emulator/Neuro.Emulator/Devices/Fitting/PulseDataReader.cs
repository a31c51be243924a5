using System.Collections.Immutable;
using System.Globalization;
using Neuro.Ir.Diagnostics;

namespace Neuro.Emulator.Devices.Fitting;

/// <summary>
/// Reads measured pulse trains from a table with a head: one row a read. Columns, in any order and by any of their names:
/// <list type="bullet">
/// <item><c>pulse</c> (pulse_number, n): pulses before the read. A number that is not above the one before begins a train.</item>
/// <item><c>conductance</c> (g): in siemens, or in the unit that the name ends with: g_us, conductance (nS), g_ms.</item>
/// <item><c>device</c> (cell, id), optional: one device where it is absent.</item>
/// <item><c>direction</c> (polarity, train), optional: up, ltp, set, potentiation, + or down, ltd, reset, depression, −. Where
/// it is absent, a train goes where its conductance goes from its first to its last read.</item>
/// </list>
/// Cells are separated by commas, semicolons or tabs, as the head is; lines that begin with # and other columns are passed over.
/// </summary>
public static class PulseDataReader
{
    /// <summary>Largest file.</summary>
    public const long MaximumBytes = 64 << 20;

    private static readonly string[] PulseNames = ["pulse", "pulses", "pulsenumber", "n", "pulseindex", "pulsecount"];
    private static readonly string[] DeviceNames = ["device", "deviceid", "cell", "cellid", "id", "dev"];
    private static readonly string[] DirectionNames = ["direction", "polarity", "train", "dir"];
    private static readonly string[] UpWords = ["up", "ltp", "set", "potentiation", "potentiate", "pot", "p", "+", "+1", "1"];
    private static readonly string[] DownWords = ["down", "ltd", "reset", "depression", "depress", "dep", "d", "-", "-1", "0"];

    private static readonly (string Suffix, double Siemens)[] Units =
        [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("μs", 1e-6), ("ms", 1e-3), ("s", 1), ("", 1)];

    /// <summary>The trains of the file at <paramref name="path"/>.</summary>
    /// <exception cref="DiagnosticException">NEU3524: the file cannot be read, or a line is in error.</exception>
    public static ImmutableArray<PulseTrainData> ReadFile(string path)
    {
        try
        {
            if (!File.Exists(path))
                throw Error(path, "there is no such file");
            if (new FileInfo(path).Length > MaximumBytes)
                throw Error(path, $"it has more than {MaximumBytes >> 20} MiB");
            return Read(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(DiagnosticCatalog.PulseDataInError.At(path, e.Message), e);
        }
    }

    /// <summary>The trains of <paramref name="text"/>, which diagnostics call <paramref name="path"/>.</summary>
    /// <exception cref="DiagnosticException">NEU3524: a line is in error.</exception>
    public static ImmutableArray<PulseTrainData> Read(string text, string path)
    {
        Columns? columns = null;
        Builder builder = new(path);
        int number = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            number++;
            ReadOnlySpan<char> line = raw.Trim();
            if (line.IsEmpty || line[0] == '#')
                continue;
            if (columns is null) columns = Columns.Of(line.ToString(), path, number);
            else builder.Add(columns, columns.Split(line.ToString()), number);
        }
        return columns is null ? throw Error(path, "it is empty") : builder.Finish();
    }

    private static DiagnosticException Error(string place, string what) =>
        new(DiagnosticCatalog.PulseDataInError.At(place, what));

    /// <summary>Where in a line things are.</summary>
    private sealed record Columns(char Separator, int Pulse, int Conductance, double Unit, int Device, int Direction)
    {
        public static Columns Of(string head, string path, int line)
        {
            char separator = new[] { '\t', ';', ',' }.MaxBy(c => head.Count(x => x == c));
            string[] names = [.. head.Split(separator).Select(Plain)];
            int Find(string[] known) => Array.FindIndex(names, n => known.Contains(n));
            int conductance = -1;
            double unit = 1;
            foreach ((string suffix, double siemens) in Units)
            {
                if (conductance >= 0) break;
                conductance = Array.FindIndex(names, n => n == "g" + suffix || n == "conductance" + suffix);
                unit = siemens;
            }
            string place = $"{path}:{line}";
            if (conductance < 0) throw Error(place, $"no column is called conductance or g, with a unit or without: {head}");
            if (Find(PulseNames) is var pulse && pulse < 0) throw Error(place, $"no column is called pulse: {head}");
            return new(separator, pulse, conductance, unit, Find(DeviceNames), Find(DirectionNames));
        }

        public string[] Split(string line) => [.. line.Split(Separator).Select(c => c.Trim().Trim('"').Trim())];

        // "Pulse Number", "pulse_number" and "G (uS)" are pulsenumber, pulsenumber and gus.
        private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
    }

    /// <summary>Collects rows into trains.</summary>
    private sealed class Builder(string path)
    {
        private readonly List<PulseTrainData> _trains = [];
        private readonly Dictionary<string, Open> _open = new(StringComparer.Ordinal);

        public void Add(Columns columns, string[] cells, int line)
        {
            string place = $"{path}:{line}";
            string Cell(int column, string name) =>
                column < cells.Length
                    ? cells[column]
                    : throw Error(place, $"the line has no {name}: it has {cells.Length} cells");
            string pulseText = Cell(columns.Pulse, "pulse number");
            if (!double.TryParse(pulseText, CultureInfo.InvariantCulture, out double pulse)
                || pulse != Math.Floor(pulse) || Math.Abs(pulse) > 1e8)
                throw Error(place, $"'{pulseText}' is no pulse number");
            string text = Cell(columns.Conductance, "conductance");
            if (!double.TryParse(text, CultureInfo.InvariantCulture, out double conductance) || !double.IsFinite(conductance)
                || conductance < 0 || conductance * columns.Unit > 1e3)
                throw Error(place, $"'{text}' is no conductance: 0 siemens or more");
            bool? up = columns.Direction < 0 ? null : Direction(Cell(columns.Direction, "direction"), place);
            string device = columns.Device < 0 ? "" : Cell(columns.Device, "device");
            if (_open.TryGetValue(device, out Open? train) && (train.Up != up || pulse <= train.Pulses[^1]))
            {
                Close(device, train);
                train = null;
            }
            if (train is null) _open[device] = train = new(up, line, [], []);
            train.Pulses.Add((int)pulse);
            train.Conductances.Add(conductance * columns.Unit);
        }

        public ImmutableArray<PulseTrainData> Finish()
        {
            foreach ((string device, Open train) in _open) Close(device, train);
            return [.. _trains];
        }

        private void Close(string device, Open train)
        {
            double change = train.Conductances[^1] - train.Conductances[0];
            if (train.Up is null && change == 0)
            {
                throw Error($"{path}:{train.Line}",
                    "the train that begins here ends where it began, and no column says whether it goes up or down");
            }
            // A train that goes on counting where the one before it ended begins at its own first pulse.
            int first = train.Pulses[0] > 1 ? train.Pulses[0] - 1 : 0;
            if (train.Pulses[0] < 0) first = train.Pulses[0];
            _trains.Add(new(device, train.Up ?? change > 0, [.. train.Pulses.Select(p => p - first)], [.. train.Conductances]));
        }

        private static bool Direction(string word, string place)
        {
            string plain = word.ToLowerInvariant();
            if (UpWords.Contains(plain))
                return true;
            return DownWords.Contains(plain) ? false : throw Error(place, $"'{word}' is no direction: up or down");
        }

        private sealed record Open(bool? Up, int Line, List<int> Pulses, List<double> Conductances);
    }
}
