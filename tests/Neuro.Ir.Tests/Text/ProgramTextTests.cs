using Neuro.Ir.Diagnostics;

namespace Neuro.Ir.Tests.Text;

public sealed class ProgramTextTests
{
    [Theory]
    [InlineData("network")]
    [InlineData("crossbars")]
    [InlineData("learning")]
    [InlineData("events")]
    public void Printing_parsing_and_printing_again_gives_the_same_text(string sample)
    {
        string text = ProgramText.Print(Samples.Named(sample));
        Assert.Equal(text, ProgramText.Print(ProgramText.Parse(text, "t.ir")));
    }

    [Fact]
    public void A_micro_program_survives_its_text_instruction_by_instruction()
    {
        MicroProgram program = Samples.Everything();
        MicroProgram parsed = MicroProgramText.Parse(MicroProgramText.Print(program), "t.ir");
        Assert.Equal(program.Body.Select(Describe), parsed.Body.Select(Describe));
        Assert.Equal(program.Options, parsed.Options);
        Assert.Equal(program.States, parsed.States);
        Assert.Equal(program.Accumulators, parsed.Accumulators);

        static string Describe(Instruction i) =>
            $"{i.Op} {i.Name} {string.Join(',', i.Operands)} {i.Immediate} {i.Rounding} {i.Symbol}";
    }

    [Fact]
    public void Leaves_away_from_their_first_use_are_written_out()
    {
        const string text = """
            neuron n {
              acc x : i32
              state v : s8
              v = state v
              five = const 5
              t0 = add x, five
              t1 = sat t0, 8
              store v, t1
              emit v
            }

            """;
        Assert.Equal(text, MicroProgramText.Print(MicroProgramText.Parse(text, "t")));
    }

    [Fact]
    public void A_neuron_may_be_written_on_one_line_with_comments()
    {
        MicroProgram n = MicroProgramText.Parse("neuron n { acc x : i32; s = gt x, 0x10; emit s } # done // really", "t");
        Assert.Equal(16, n.Body[1].Immediate);
        Assert.Equal([OpCode.Accumulator, OpCode.Const, OpCode.Gt, OpCode.Emit], n.Body.Select(i => i.Op));
    }

    [Fact]
    public void Several_errors_are_reported_with_their_places()
    {
        const string text = """
            neuron n {
              acc x : i16
              a = ad x, 1
              b = shl 5, 40
              c = sub y, 2
              emit 1
            }
            """;
        DiagnosticException error = Assert.Throws<DiagnosticException>(() => MicroProgramText.Parse(text, "n.neuron"));
        Assert.Equal(
            [("NEU2002", "n.neuron:2:11"), ("NEU2002", "n.neuron:3:7"), ("NEU2005", "n.neuron:4:14"),
                ("NEU2003", "n.neuron:5:11")],
            error.Diagnostics.Select(d => (d.Code, d.Location!)));
    }

    [Fact]
    public void A_large_array_goes_to_a_file_that_the_resolver_reads_back()
    {
        SpikeProgram program = Samples.Network();
        string text = ProgramText.Print(program, maximumInlineElements: 4);
        Assert.Contains("""array "w conv" : s4[2, 1, 2, 2] steps (0.25, 1E-05) = file "arrays/w%20conv.npy" """.TrimEnd(), text);

        SpikeProgram parsed = ProgramText.Parse(text, "t", (path, name, shape, bits, signed, steps) =>
        {
            Assert.Equal(ProgramText.ArrayFile(name), path);
            return IrArray.Create(name, shape, bits, signed, program.Array(name).ToInt32(), steps);
        });
        Assert.Equal(ProgramText.Print(program), ProgramText.Print(parsed));

        DiagnosticException error = Assert.Throws<DiagnosticException>(() => ProgramText.Parse(text, "t"));
        Assert.All(error.Diagnostics, d => Assert.Equal("NEU2008", d.Code));
    }

    [Fact]
    public void Array_files_of_different_names_differ_and_stay_in_their_folder()
    {
        string[] names = ["a", "A b", "a/b", "../x", "a%2Fb", "é", "", "."];
        string[] files = [.. names.Select(ProgramText.ArrayFile)];
        Assert.Equal(files.Length, files.Distinct().Count());
        Assert.All(files, f => Assert.Equal(1, f.Count(c => c == '/')));
    }

    [Fact]
    public void An_array_with_too_few_elements_is_refused_whatever_its_shape_claims()
    {
        const string text = "program p {\n dt 1\n array a : s8[2147483647, 2147483647, 5] = [1]\n}";
        DiagnosticException error = Assert.Throws<DiagnosticException>(() => ProgramText.Parse(text, "t"));
        Assert.Equal(("NEU2006", "t:3:8"), (error.Diagnostics[0].Code, error.Diagnostics[0].Location!));
    }

    [Theory]
    [InlineData("network")]
    [InlineData("crossbars")]
    [InlineData("learning")]
    [InlineData("events")]
    public void Mutated_texts_end_in_a_program_or_in_diagnostics(string sample)
    {
        string text = ProgramText.Print(Samples.Named(sample));
        Random random = new(7);
        int parsed = 0, refused = 0;
        for (int i = 0; i < 3000; i++)
        {
            string mutant = Mutations.Mutate(text, random);
            try
            {
                SpikeProgram program = ProgramText.Parse(mutant, "t");
                ProgramText.Print(program);
                parsed++;
            }
            catch (DiagnosticException e)
            {
                Assert.NotEmpty(e.Diagnostics);
                refused++;
            }
        }
        Assert.True(parsed > 50 && refused > 1000, $"{parsed} parsed, {refused} refused");
    }
}
