using Neuro.Emulator.Crossbars;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Diagnostics;

namespace Neuro.Emulator.Tests.Crossbars;

/// <summary>The preset arrays and those of users.</summary>
public sealed class ArrayCatalogTests
{
    [Fact]
    public void Presets_have_their_names_sources_and_pass_the_rules()
    {
        Assert.Equal(
            ["ideal", "isaac-128", "passive-64", "wires-32nm", "xbar-128", "xbar-256", "xbar-512", "xbar-64"],
            ArrayCatalog.Presets);
        foreach (string name in ArrayCatalog.Presets)
        {
            CrossbarArray array = ArrayCatalog.Load(name);
            Assert.Equal(name, array.Name);
            Assert.NotEmpty(array.Description);
            Assert.NotEmpty(array.Sources);
            Assert.Empty(CrossbarArrayRules.Check(array, name));
            Assert.True(name == "ideal" || array.Costs.ContainsKey("adc_conversion"), $"{name} has no costs");
        }
    }

    [Fact]
    public void Every_preset_can_be_fabricated()
    {
        SpikeProgram digital = Bound.Dense(70, 20, 8, Bound.Weights(8));
        foreach (string name in ArrayCatalog.Presets)
        {
            FabricatedChip chip = Fabricator.Fabricate(Bound.Program(digital, Bound.Ideal, ArrayCatalog.Load(name)), 0);
            Assert.Empty(ProgramVerifier.Verify(chip.Program));
            Assert.All(chip.Report.Tiles, t => Assert.True(t.WeightError < 8, $"{name}, tile {t.Tile}: {t.WeightError}"));
        }
    }

    [Fact]
    public void A_file_is_used_by_its_path_or_by_its_name_in_a_folder()
    {
        using ScratchFolder folder = new();
        string path = Path.Combine(folder.Path, "mine.json");
        File.WriteAllText(path, SpecificationJson.Print(ArrayCatalog.Load("xbar-64") with { Name = "mine", Rows = 99 }));
        Assert.Equal(99, ArrayCatalog.Load(path).Rows);
        string? before = Environment.GetEnvironmentVariable(ArrayCatalog.FoldersVariable);
        try
        {
            Environment.SetEnvironmentVariable(ArrayCatalog.FoldersVariable, folder.Path);
            Assert.Equal(99, ArrayCatalog.Load("mine").Rows);
            Assert.Contains("mine", ArrayCatalog.Names);
        }
        finally
        {
            Environment.SetEnvironmentVariable(ArrayCatalog.FoldersVariable, before);
        }
    }

    [Theory]
    [InlineData("Xbar_256", "NEU3546", "xbar-256")]
    [InlineData("nothing-like-it", "NEU3546", "xbar-64")]
    [InlineData("absent/array.json", "NEU3547", "path")]
    public void What_is_not_there_is_told_with_a_hint(string name, string code, string hint)
    {
        Diagnostic diagnostic = Assert.Single(Assert.Throws<DiagnosticException>(() => ArrayCatalog.Load(name)).Diagnostics);
        Assert.Equal(code, diagnostic.Code);
        Assert.Contains(hint, diagnostic.Hint, StringComparison.Ordinal);
    }
}
