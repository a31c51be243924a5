using Neuro.Ir.Diagnostics;
using Neuro.Targets.Ranc;

namespace Neuro.Conformance.Tests.Ranc;

/// <summary>Folders that are no memory images end in a diagnostic that names the place.</summary>
public sealed class RancFaultTests
{
    private const string Parameters =
        """
        {
          "grid_dimension_x": 1, "grid_dimension_y": 1, "output_core_x_coordinate": 1, "output_core_y_coordinate": 0,
          "num_outputs": 1, "num_neurons": 1, "num_axons": 2, "max_dimension_x": 4, "max_dimension_y": 4
        }
        """;

    // Two connections, potential, reset, four weights, leak, two thresholds, mode, dx, dy, axon, tick.
    private static readonly string Word =
        "11" + string.Concat(Enumerable.Repeat("000000001", 9)) + "0" + "01" + "00" + "0" + "0000";

    [Fact]
    public void A_whole_image_is_read()
    {
        using ScratchFolder folder = Folder();
        RancImage image = RancReader.Read(folder.Path);
        Assert.Equal([0, 1], image.Cores[0].Neurons[0].Axons);
        Assert.Equal(1, image.Cores[0].Neurons[0].Dx);
    }

    [Theory]
    [InlineData("params.json", "{", "it is not JSON")]
    [InlineData("params.json", "[]", "not a JSON object")]
    [InlineData("params.json", "{}", "num_axons is missing")]
    [InlineData("params.json", """{"grid_dimension_x":70000}""", "grid_dimension_x is 70000, not an integer from 1 to 65536")]
    [InlineData("csram_0.mem", "101", "not 93 binary digits")]
    [InlineData("csram_0.mem", "", "it has 0 lines instead of 1")]
    [InlineData("tc_0.mem", "00 0x", "not 2 binary digits")]
    [InlineData("tc_0.mem", null, "the file is missing")]
    [InlineData("csram_7.mem", "0", "'7' is no place of a grid of 1 x 1")]
    [InlineData("tb_num_inputs.txt", "3", "is no number of the 0 lines")]
    [InlineData("neuro_map.json", "{}", "a member is missing")]
    [InlineData("neuro_map.json", """{ "time_step": "1", "outputs": [], "inputs": [] }""", "it has no name")]
    [InlineData("neuro_map.json",
        """
        {
          "name": "n", "time_step": "1", "outputs": [{ "name": "o", "shape": [0] }],
          "inputs": [{ "name": "i", "shape": [1], "packets": [[[0, 0, 0, 0]]] }]
        }
        """,
        "an extent below 1")]
    [InlineData("neuro_map.json",
        """
        {
          "name": "n", "time_step": "1", "outputs": [{ "name": "o", "shape": [1] }],
          "inputs": [{ "name": "i", "shape": [1], "packets": [[[9, 0, 0, 0]]] }]
        }
        """,
        "goes to no axon")]
    public void A_fault_is_named(string file, string? content, string words)
    {
        using ScratchFolder folder = Folder();
        if (file.StartsWith("tb_", StringComparison.Ordinal)) File.WriteAllText(folder["tb_input.txt"], "");
        if (content is null) File.Delete(folder[file]);
        else File.WriteAllText(folder[file], content);
        DiagnosticException fault = Assert.Throws<DiagnosticException>(() => RancReader.Read(folder.Path));
        Assert.Contains(fault.Diagnostics, d => d.Message.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void An_axon_of_a_type_without_a_weight_is_named()
    {
        using ScratchFolder folder = Folder();
        File.WriteAllText(folder["params.json"], Parameters.Replace("{", "{ \"num_weights\": 3,", StringComparison.Ordinal));
        File.WriteAllText(folder["csram_0.mem"], Word.Remove(2, 9));
        File.WriteAllText(folder["tc_0.mem"], "00 11");
        DiagnosticException fault = Assert.Throws<DiagnosticException>(() => RancReader.Read(folder.Path));
        Assert.Contains("an axon is of type 3; there are 3, from 0 on", fault.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_and_altered_files_never_crash_the_reader()
    {
        Random random = new(1);
        for (int i = 0; i < 300; i++)
        {
            using ScratchFolder folder = Folder();
            string file = Directory.GetFiles(folder.Path)[random.Next(3)];
            byte[] bytes = File.ReadAllBytes(file);
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(file, bytes[..random.Next(bytes.Length / 2, bytes.Length + 1)]);
            try
            {
                Assert.NotEmpty(RancDecoder.Decode(RancReader.Read(folder.Path), []).Populations);
            }
            catch (DiagnosticException e)
            {
                Assert.NotEmpty(e.Diagnostics);
            }
        }
    }

    private static ScratchFolder Folder()
    {
        ScratchFolder folder = new();
        File.WriteAllText(folder["params.json"], Parameters);
        File.WriteAllText(folder["csram_0.mem"], Word + "\n");
        File.WriteAllText(folder["tc_0.mem"], "00\n01\n");
        return folder;
    }
}
