using System.Text;
using Neuro.Runtime.Files;

namespace Neuro.Targets.Ranc;

/// <summary>Writes folders of memory images that <see cref="RancReader"/> reads and the RANC test bench loads.</summary>
public static class RancWriter
{
    /// <summary>Writes <paramref name="image"/> into <paramref name="folder"/>, which is made where there is none; each file
    /// appears whole or not at all, and what an older image has left there is removed.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(RancImage image, string folder)
    {
        _ = Directory.CreateDirectory(folder);
        RancFormat format = new(image.Parameters);
        HashSet<string> written = [];
        foreach ((int place, RancCore core) in image.Cores)
        {
            string number = place.ToString($"D{image.Parameters.Digits}", System.Globalization.CultureInfo.InvariantCulture);
            Put($"csram_{number}.mem", core.Neurons.Select(format.Line));
            Put($"tc_{number}.mem", core.Types.Select(t => RancFormat.Digits(t, image.Parameters.TypeBits)));
        }
        Put(RancParametersJson.FileName, [RancParametersJson.Write(image.Parameters)]);
        if (!image.Entries.IsEmpty) Put(RancMapJson.FileName, [RancMapJson.Write(image)]);
        if (!image.Inputs.IsEmpty)
        {
            Put("tb_input.txt", image.Inputs.SelectMany(t => t).Select(format.Line));
            Put("tb_num_inputs.txt", image.Inputs.Select(t => $"{t.Length}"));
        }
        if (!image.Outputs.IsEmpty)
        {
            Put("tb_correct.txt", image.Outputs.SelectMany(t => t).Select(
                o => RancFormat.Digits(o, image.Parameters.OutputBits)));
            Put("tb_num_outputs.txt", image.Outputs.Select(t => $"{t.Length}"));
        }
        foreach (string pattern in (string[])["csram_*.mem", "tc_*.mem", "tb_*.txt", RancMapJson.FileName])
            foreach (string old in Directory.GetFiles(folder, pattern).Where(f => !written.Contains(Path.GetFileName(f))))
                File.Delete(old);

        void Put(string name, IEnumerable<string> lines)
        {
            _ = written.Add(name);
            AtomicFile.WriteAllBytes(
                Path.Combine(folder, name), Encoding.ASCII.GetBytes(string.Concat(lines.Select(l => l + '\n'))));
        }
    }
}
